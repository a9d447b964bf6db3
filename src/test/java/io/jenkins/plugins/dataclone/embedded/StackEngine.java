package io.jenkins.plugins.dataclone.embedded;

import java.util.List;

/** Moves stacks through their states: resource after resource, with events, as Heat does. */
final class StackEngine {
    private final CloudState cloud;
    private final StackGoods goods;

    StackEngine(CloudState cloud) {
        this.cloud = cloud;
        this.goods = new StackGoods(cloud);
    }

    /**
     * Starts a stack's creation; resources are made in the given order. {@code failure} is null or the reason (with its class name) at the failing resource;
     * {@code done} runs when the stack has reached its end, good or bad.
     */
    void create(Stack stack, List<Stack.Part> parts, Step step, Stack.Part failing, String failure, Runnable done) {
        stack.status = "CREATE_IN_PROGRESS";
        stack.statusReason = "Stack CREATE started";
        event(stack, stack.name, stack.id, stack.status, stack.statusReason);
        int slots = parts.size() + 1;
        for (int i = 0; i < parts.size(); i++) {
            Stack.Part part = parts.get(i);
            cloud.timeline.during(step, (i + 0.2) / slots, () -> begin(stack, part));
            if (part == failing) {
                cloud.timeline.during(step, (i + 1.0) / slots, () -> fail(stack, part, failure, done));
                return;
            }
            cloud.timeline.during(step, (i + 1.0) / slots, () -> complete(stack, part));
        }
        cloud.timeline.after(step, () -> {
            if (stack.status.equals("CREATE_IN_PROGRESS")) {
                finish(stack, "CREATE_COMPLETE", "Stack CREATE completed successfully");
                done.run();
            }
        });
    }

    void delete(Stack stack, Step step, Runnable done) {
        if (stack.status.startsWith("DELETE")) {
            if (!stack.status.equals("DELETE_FAILED")) {
                return;
            }
        }
        stack.updatedAt = cloud.now();
        finish(stack, "DELETE_IN_PROGRESS", "Stack DELETE started");
        boolean fails = cloud.faults.deleteFails(Kind.STACK);
        cloud.timeline.after(step, () -> {
            for (Stack.Part part : stack.parts) {
                String obstacle = fails
                        ? "Conflict: resources." + part.name + ": in use"
                        : goods.obstacle(part).orElse(null);
                if (obstacle != null) {
                    move(stack, part, "DELETE_FAILED", obstacle);
                    finish(stack, "DELETE_FAILED", "Resource DELETE failed: " + obstacle);
                    done.run();
                    return;
                }
                goods.remove(part);
                move(stack, part, "DELETE_COMPLETE", "state changed");
            }
            stack.deletedAt = cloud.now();
            finish(stack, "DELETE_COMPLETE", "Stack DELETE completed successfully");
            done.run();
        });
    }

    private void begin(Stack stack, Stack.Part part) {
        if (!stack.status.equals("CREATE_IN_PROGRESS")) {
            return;
        }
        String longName = stack.name + "-" + part.name + "-" + Ids.suffix();
        part.physicalId = longName;
        part.createdAt = cloud.now();
        move(stack, part, "CREATE_IN_PROGRESS", "state changed");
        part.physicalId = part.type.startsWith("OS::Heat::TestResource") ? longName : Ids.uuid();
    }

    private void complete(Stack stack, Stack.Part part) {
        if (stack.status.equals("CREATE_IN_PROGRESS")) {
            goods.make(stack, part);
            move(stack, part, "CREATE_COMPLETE", "state changed");
        }
    }

    private void fail(Stack stack, Stack.Part part, String failure, Runnable done) {
        if (!stack.status.equals("CREATE_IN_PROGRESS")) {
            return;
        }
        String bare = failure.startsWith("Resource CREATE failed: ") ? failure.substring(24) : failure;
        move(stack, part, "CREATE_FAILED", bare);
        finish(stack, "CREATE_FAILED", "Resource CREATE failed: " + bare);
        done.run();
    }

    private void finish(Stack stack, String status, String reason) {
        stack.status = status;
        stack.statusReason = reason;
        event(stack, stack.name, stack.id, status, reason);
    }

    private void move(Stack stack, Stack.Part part, String status, String reason) {
        boolean stale = status.startsWith("CREATE") && !stack.status.equals("CREATE_IN_PROGRESS");
        if (stale) {
            return;
        }
        part.status = status;
        part.reason = reason;
        part.updatedAt = cloud.now();
        event(stack, part.name, part.physicalId, status, reason);
    }

    private void event(Stack stack, String resource, String physicalId, String status, String reason) {
        stack.events.add(0, new Stack.Event(Ids.uuid(), cloud.now(), resource, physicalId, status, reason));
    }
}
