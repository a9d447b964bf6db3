package hudson.model;

import hudson.ExtensionList;

public interface Describable<T extends Describable<T>> {
    default Descriptor<T> getDescriptor() {
        @SuppressWarnings("unchecked")
        Descriptor<T> descriptor = (Descriptor<T>) ExtensionList.lookup(Descriptor.class).stream()
                .filter(candidate -> candidate.clazz == getClass())
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no descriptor of " + getClass().getName()));
        return descriptor;
    }
}
