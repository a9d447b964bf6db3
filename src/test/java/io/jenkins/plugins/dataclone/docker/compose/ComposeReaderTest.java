package io.jenkins.plugins.dataclone.docker.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Condition;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Mount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeReaderTest {
    private static final String FILE = "compose.yml";

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    private ComposeFile read(String yaml) throws CloudException, InterruptedException {
        files.put(FILE, yaml);
        StackRequest.Files source = path -> {
            if (!files.containsKey(path)) {
                throw new FileNotFoundException("no such file in the workspace");
            }
            return files.get(path).getBytes(StandardCharsets.UTF_8);
        };
        return ComposeReader.read(new StackRequest("stack", FILE, source, variables, Map.of()));
    }

    private ComposeService service(String body) throws CloudException, InterruptedException {
        return read("services:\n  web:\n    image: app\n" + body.indent(4))
                .services()
                .get("web");
    }

    private String refusal(String yaml) {
        return refusalOf(() -> read(yaml));
    }

    private String serviceRefusal(String body) {
        return refusalOf(() -> service(body));
    }

    private static String refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        CloudException refused = org.assertj.core.api.Assertions.catchThrowableOfType(CloudException.class, call);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.kind()).isEqualTo(CloudException.Kind.REFUSED);
        return refused.getMessage();
    }

    @Test
    void refusesUnknownKeyByNameAndLine() {
        assertThat(refusal("services:\n  web:\n    image: app\n    imgae: b\n"))
                .isEqualTo("compose.yml, line 4: services.web.imgae is not supported");
    }

    @Test
    void saysWhyAWellKnownKeyIsNotSupported() {
        assertThat(refusal("services:\n  web:\n    build: .\n"))
                .startsWith("compose.yml, line 3: services.web.build is not supported: images are not built on a bay");
    }

    @Test
    void reportsAllProblemsOfTheFileInOneMessageInTheOrderOfItsLines() {
        String message = refusal("""
                services:
                  web:
                    image: app
                    ports: ["99999:80"]
                    privileged: true
                    volumes: ["./src:/src"]
                networks:
                  back: { external: true }
                """);
        assertThat(message.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("compose.yml cannot be deployed, it has 4 problems:"),
                        line -> assertThat(line)
                                .isEqualTo("  line 4: services.web.ports[0] is '99999:80', not a port from 1 to 65535"),
                        line -> assertThat(line).startsWith("  line 5: services.web.privileged is not supported"),
                        line -> assertThat(line)
                                .startsWith("  line 6: services.web.volumes[0] mounts the host path ./src"),
                        line -> assertThat(line).startsWith("  line 8: networks.back.external is not supported"));
    }

    @Test
    void ignoresNameVersionAndExtensions() throws Exception {
        assertThat(
                        read("name: shop\nversion: '3.9'\nx-anything: ${NOT_SET}\nservices:\n  web: {image: app, x-note: 1}\n")
                                .serviceNames())
                .containsExactly("web");
    }

    @Test
    void readsScalarsAsYaml12() throws Exception {
        ComposeService web =
                service("environment:\n  TIME: 22:22\n  COUNTRY: no\n  ZERO: 010\n  EMPTY: ''\nports:\n  - 22:22\n");
        assertThat(web.process().environment())
                .containsEntry("TIME", "22:22")
                .containsEntry("COUNTRY", "no")
                .containsEntry("ZERO", "010")
                .containsEntry("EMPTY", "");
        assertThat(web.ports()).containsExactly(new Port(null, 22, 22, "tcp", false));
    }

    @Test
    void refusesDuplicateKeysWithBothLines() {
        assertThat(refusal("services:\n  web:\n    image: a\n    image: b\n"))
                .isEqualTo("compose.yml, line 4: services.web.image is given twice, first in line 3");
    }

    @Test
    void expandsMergeKeysAndLetsTheNearerWin() throws Exception {
        ComposeFile file = read("""
                x-base: &base
                  image: app:${TAG:-1}
                  restart: always
                x-more: &more
                  image: other
                  hostname: h
                services:
                  web:
                    <<: [*base, *more]
                    restart: "no"
                """);
        ComposeService web = file.services().get("web");
        assertThat(web.process().image()).isEqualTo("app:1");
        assertThat(web.process().hostname()).isEqualTo("h");
        assertThat(web.deploy().restart().condition()).isEqualTo("none");
    }

    @Test
    void refusesFilesMadeToExhaustMemory() {
        StringBuilder laughs = new StringBuilder("x-a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 30; i++) {
            laughs.append("x-a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(refusal(laughs + "services:\n  web:\n    image: app\n    command: *a29\n"))
                .contains("more than 50000 elements");
        assertThat(refusal("services: &s\n  web: *s\n")).contains("nests deeper");
        assertThat(refusal("services:\n  web:\n    <<: &m\n      <<: *m\n")).contains("line");
        assertThat(refusal("a: " + "[".repeat(20_000))).contains("YAML");
    }

    /** What is small in the file can become huge by variables, aliases, and being named again and again. */
    @Test
    void refusesWhatBecomesHugeWhenItIsRead() {
        String large = "x".repeat(900_000);
        variables.put("LARGE", large);
        assertThat(serviceRefusal("hostname: $LARGE$LARGE")).contains("longer than 1024 KiB with its variables");
        assertThat(serviceRefusal("command: [" + "$LARGE, ".repeat(40) + "]")).contains("longer than 16 MiB together");
        assertThat(refusal("x-a: &a '" + large + "'\nservices:\n  web:\n    image: app\n    command: ["
                        + "*a, ".repeat(40) + "]\n"))
                .contains("longer than 16 MiB together");
        assertThat(refusal("services:\n  ? " + "k".repeat(2_000) + "\n  : {image: app}\n"))
                .contains("a key is longer");
        assertThat(serviceRefusal("command: ['" + "$".repeat(3_001) + "']")).hasSizeLessThan(1_100);

        StringBuilder laughs = new StringBuilder("A0=lollollol\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("A" + i + "=$A" + (i - 1) + "$A" + (i - 1) + "\n");
        }
        files.put("laughs.env", laughs.toString());
        assertThat(serviceRefusal("env_file: laughs.env")).contains("longer than 1024 KiB with its variables");

        files.put("large.env", "A=" + large);
        assertThat(serviceRefusal("env_file: [" + "large.env, ".repeat(60) + "]"))
                .contains("larger than 32 MiB together");

        assertThat(serviceRefusal("ports: [" + "1-900, ".repeat(3) + "]")).contains("more than 1000 ports");
        StringBuilder services = new StringBuilder("services:\n");
        for (int i = 0; i < 1_001; i++) {
            services.append("  s" + i + ": {image: app, ports: [1-1000]}\n");
        }
        assertThat(refusal(services.toString()))
                .contains("declares more than 1000 services")
                .doesNotContain("no services");
        assertThat(serviceRefusal("command: [" + "$, ".repeat(2_000) + "]")).contains("at least 1000 problems");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThat(refusal("services:\n  web:\n    image: 'app\n"))
                .startsWith("compose.yml, line ")
                .contains("not valid YAML");
        assertThat(refusal("")).isEqualTo("compose.yml, line 1: the file is empty");
        assertThat(refusal("services: {a: {image: b}}\n---\nservices: {}\n"))
                .contains("line 3")
                .contains("several documents");
    }

    @Test
    void readsCommandAsListOrShellWords() throws Exception {
        assertThat(service("command: [sh, -c, 'echo $$HOME']").process().command())
                .contains(List.of("sh", "-c", "echo $HOME"));
        assertThat(service("command: sh -c 'echo \"a  b\"' it\\'s").process().command())
                .contains(List.of("sh", "-c", "echo \"a  b\"", "it's"));
        assertThat(service("entrypoint: []").process().entrypoint()).contains(List.of());
        assertThat(service("hostname: h").process().command()).isEmpty();
        assertThat(serviceRefusal("command: \"a 'b\"")).contains("line 4").contains("not closed");
    }

    @Test
    void takesBareEnvironmentNamesFromTheVariables() throws Exception {
        variables.put("TOKEN", "t");
        assertThat(service("environment:\n  - A=b=c\n  - TOKEN\n  - MISSING\n")
                        .process()
                        .environment())
                .containsExactly(Map.entry("A", "b=c"), Map.entry("TOKEN", "t"));
        assertThat(service("environment: { TOKEN: }").process().environment()).containsExactly(Map.entry("TOKEN", "t"));
    }

    @Test
    void readsEnvFilesBeforeEnvironment() throws Exception {
        variables.put("HOST", "db");
        files.put("a.env", "# comment\nexport A=1 # one\nB='$HOST'\nC=\"${HOST}:\\n\"\nHOST\n");
        files.put("b.env", "A=2\n");
        assertThat(service("env_file: [a.env, {path: b.env}, {path: none.env, required: false}]\nenvironment: {B: x}")
                        .process()
                        .environment())
                .containsOnly(
                        Map.entry("A", "2"), Map.entry("B", "x"), Map.entry("C", "db:\n"), Map.entry("HOST", "db"));
        assertThat(serviceRefusal("env_file: gone.env"))
                .isEqualTo(
                        "compose.yml, line 4: services.web.env_file names the file gone.env, which cannot be read: no such file in the workspace");
        files.put("bad.env", "A=1\nsecret value\n");
        assertThat(serviceRefusal("env_file: bad.env"))
                .contains("line 2 is not of the form")
                .doesNotContain("secret value");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | null,0,80,tcp,false",
                "8080:80/udp | null,8080,80,udp,false",
                "127.0.0.1:8080:80 | 127.0.0.1,8080,80,tcp,false",
                "'[::1]:8080:80' | ::1,8080,80,tcp,false",
                "127.0.0.1::80 | 127.0.0.1,0,80,tcp,false",
                "'{target: 80, published: \"8080\", mode: host}' | null,8080,80,tcp,true",
            })
    void readsPorts(String port, String expected) throws Exception {
        String[] parts = expected.split(",");
        assertThat(service("ports: [" + (port.startsWith("{") ? port : "\"" + port + "\"") + "]")
                        .ports())
                .containsExactly(new Port(
                        parts[0].equals("null") ? null : parts[0],
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        parts[3],
                        Boolean.parseBoolean(parts[4])));
    }

    @Test
    void spreadsRangesOfPorts() throws Exception {
        assertThat(service("ports: ['9000-9001:80-81']").ports())
                .containsExactly(new Port(null, 9000, 80, "tcp", false), new Port(null, 9001, 81, "tcp", false));
        assertThat(serviceRefusal("ports: ['9000-9002:80-81']")).contains("another number of ports");
        assertThat(serviceRefusal("ports: ['http']")).contains("not a port");
    }

    @Test
    void readsMounts() throws Exception {
        ComposeFile file = read("""
                services:
                  web:
                    image: app
                    volumes:
                      - data:/data:ro,nocopy
                      - /cache
                      - {type: tmpfs, target: /tmp, tmpfs: {size: 64m, mode: 01777}}
                      - {source: data, target: /more, read_only: true}
                    tmpfs: /run
                volumes:
                  data: {driver: local, driver_opts: {type: tmpfs}}
                """);
        assertThat(file.services().get("web").mounts())
                .containsExactly(
                        new Mount("data", "/data", true, false, true, 0, -1),
                        new Mount(null, "/cache", false, false, false, 0, -1),
                        new Mount(null, "/tmp", false, true, false, 64 * 1024 * 1024, 01777),
                        new Mount("data", "/more", true, false, false, 0, -1),
                        new Mount(null, "/run", false, true, false, 0, -1));
        assertThat(file.volumes().get("data").options()).containsEntry("type", "tmpfs");
        assertThat(serviceRefusal("volumes: ['gone:/x']")).contains("volume gone, which is not declared");
        assertThat(serviceRefusal("volumes: [{type: bind, source: /etc, target: /x}]"))
                .contains("host path /etc");
        assertThat(serviceRefusal("volumes: ['/a', '/a']")).contains("mounts /a twice");
    }

    @Test
    void readsHealthcheckForms() throws Exception {
        ComposeService.Healthcheck check = service(
                        "healthcheck: {test: wget -q localhost, interval: 1m30s, timeout: 500ms, retries: 3, start_period: 2s}")
                .healthcheck()
                .orElseThrow();
        assertThat(check.test()).containsExactly("CMD-SHELL", "wget -q localhost");
        assertThat(check.interval()).isEqualTo(Duration.ofSeconds(90));
        assertThat(check.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(service("healthcheck: {disable: true}")
                        .healthcheck()
                        .orElseThrow()
                        .test())
                .containsExactly("NONE");
        assertThat(service("healthcheck: {test: [NONE]}")
                        .healthcheck()
                        .orElseThrow()
                        .test())
                .containsExactly("NONE");
        assertThat(serviceRefusal("healthcheck: {test: [wget, localhost]}")).contains("begins with CMD");
        assertThat(serviceRefusal("healthcheck: {interval: 10}")).contains("not a duration");
    }

    @Test
    void ordersServicesByWhatTheyDependOn() throws Exception {
        ComposeFile file = read("""
                services:
                  web: {image: a, depends_on: {worker: {condition: service_started}, db: {condition: service_healthy}}}
                  worker: {image: b, depends_on: [db]}
                  db: {image: c}
                """);
        assertThat(file.serviceNames()).containsExactly("db", "worker", "web");
        assertThat(file.services().get("web").dependsOn()).containsEntry("db", Condition.HEALTHY);
        assertThat(refusal("services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n"))
                .contains("a -> b -> a");
        assertThat(serviceRefusal("depends_on: [gone]")).contains("names the service gone");
    }

    @Test
    void readsDeploy() throws Exception {
        ComposeService.Deploy deploy = service("""
                        deploy:
                          replicas: 3
                          endpoint_mode: dnsrr
                          resources: {limits: {cpus: '0.5', memory: 64M}, reservations: {memory: 1.5g}}
                          restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3}
                          placement: {constraints: [node.role == worker]}
                          update_config: {parallelism: 2, order: start-first}
                          labels: [a=b]
                        """).deploy();
        assertThat(deploy.replicas()).isEqualTo(3);
        assertThat(deploy.dnsRoundRobin()).isTrue();
        assertThat(deploy.limits()).isEqualTo(new ComposeService.Resources(500_000_000, 64L << 20));
        assertThat(deploy.reservations()).isEqualTo(new ComposeService.Resources(0, 3L << 29));
        assertThat(deploy.restart())
                .isEqualTo(new ComposeService.Restart("on-failure", Duration.ofSeconds(5), 3, null));
        assertThat(deploy.constraints()).containsExactly("node.role == worker");
        assertThat(deploy.update().order()).isEqualTo("start-first");
        assertThat(deploy.labels()).containsEntry("a", "b");
        assertThat(serviceRefusal("deploy: {replicas: many}")).contains("not a whole number");
        assertThat(serviceRefusal("deploy: {resources: {limits: {pids: 1}}}")).contains("limits.pids is not supported");
    }

    @Test
    void readsConfigsAndSecrets() throws Exception {
        files.put("app.conf", "x=1");
        variables.put("PASSWORD", "p");
        ComposeFile file = read("""
                services:
                  web:
                    image: app
                    configs: [app, {source: inline, target: /etc/i.conf, mode: 0400, uid: '7'}]
                    secrets: [password]
                configs:
                  app: {file: app.conf}
                  inline: {content: "name=${NAME:-n}"}
                  unused: {content: a}
                secrets:
                  password: {environment: PASSWORD}
                """);
        assertThat(file.configs().keySet()).containsExactly("app", "inline");
        assertThat(file.configs().get("inline").data())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("name=n");
        assertThat(file.secrets().get("password").data())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("p");
        ComposeService web = file.services().get("web");
        assertThat(web.configs())
                .containsExactly(
                        new ComposeService.FileMount("app", "/app", "0", "0", 0444),
                        new ComposeService.FileMount("inline", "/etc/i.conf", "7", "0", 0400));
        assertThat(web.secrets()).extracting(ComposeService.FileMount::target).containsExactly("/run/secrets/password");
    }

    @Test
    void refusesExternalAndIncompleteConfigs() {
        assertThat(refusal("services: {web: {image: a}}\nconfigs:\n  c: {external: true}\n"))
                .isEqualTo(
                        "compose.yml, line 3: configs.c.external is not supported: nothing exists on a fresh bay before the stack;"
                                + " declare it here");
        assertThat(refusal("services: {web: {image: a}}\nsecrets:\n  c: {}\n"))
                .contains("exactly one of file, content and environment");
        assertThat(refusal("services: {web: {image: a}}\nsecrets:\n  c: {environment: NOPE}\n"))
                .contains("variable NOPE, which is not set");
    }

    @Test
    void readsNetworksWithAliases() throws Exception {
        ComposeFile file = read("""
                services:
                  web: {image: a, networks: {front: {aliases: [www]}, back: }}
                  job: {image: a}
                networks:
                  front: {driver_opts: {encrypted: ""}, attachable: true}
                  back: {internal: true}
                  unused:
                """);
        assertThat(file.networks().keySet()).containsExactly("front", "back", "default");
        assertThat(file.networks().get("back").internal()).isTrue();
        assertThat(file.services().get("web").networks()).containsEntry("front", List.of("www"));
        assertThat(serviceRefusal("networks: [gone]")).contains("network gone, which is not declared");
    }

    @Test
    void namesTheLineOfAVariableThatIsNotSet() {
        assertThat(refusal("services:\n  web:\n    image: app:${TAG}\n"))
                .isEqualTo(
                        "compose.yml, line 3: services.web.image: variable TAG is not set; write ${TAG:-} if an empty text is meant");
    }

    @Test
    void neverShowsTheValueOfAVariable() {
        variables.put("PASSWORD", "it's s3cret");
        assertThat(serviceRefusal("command: db --password ${PASSWORD}"))
                .isEqualTo(
                        "compose.yml, line 4: services.web.command is 'db --password ${PASSWORD}', with a ' that is not closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "team/app:1.2",
                "localhost:5000/app",
                "r.example.org/a/b_c.d-e:v1",
                "a@sha256:0123456789abcdef0123456789abcdef",
                "[::1]:5000/a"
            })
    void takesNamesOfImages(String image) throws Exception {
        assertThat(read("services: {web: {image: '" + image + "'}}")
                        .services()
                        .get("web")
                        .process()
                        .image())
                .isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app:${EMPTY}", "team/App", "http://r.example.org/app", "app:a b", "app/"})
    void refusesWhatIsNoNameOfAnImage(String image) {
        variables.put("EMPTY", "");
        assertThat(refusal("services:\n  web: {image: '" + image + "'}\n"))
                .startsWith(
                        "compose.yml, line 2: services.web.image is '" + image + "', not the name of an image such as");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: none, o: bind, device: /etc}",
                "{type: nfs, o: 'rw,bind', device: /etc}",
                "{o: rbind, device: /}",
                "{device: /dev/vdb, type: ext4}",
                "[type=overlay, device=overlay]",
                "{o: size=1g}"
            })
    void refusesAVolumeThatIsADirectoryOrDiskOfTheNode(String options) {
        for (String driver : List.of("", "driver: local, ")) {
            assertThat(refusal("services: {web: {image: a}}\nvolumes:\n  v: {" + driver + "driver_opts: " + options
                            + "}\n"))
                    .startsWith(
                            "compose.yml, line 3: volumes.v.driver_opts would mount a directory or disk of the node");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver_opts: {type: nfs, o: 'addr=10.0.0.1,rw,nfsvers=4', device: ':/export'}",
                "driver_opts: {type: tmpfs, device: tmpfs, o: 'size=1m,uid=5'}",
                "driver_opts: {}",
                "driver: other, driver_opts: {o: anything}",
            })
    void takesVolumesThatAreNotTheNodes(String volume) throws Exception {
        assertThat(read("services: {web: {image: a}}\nvolumes: {v: {" + volume + "}}")
                        .volumes())
                .containsKey("v");
    }

    @Test
    void readsOptionsOfTmpfs() throws Exception {
        assertThat(service("tmpfs: ['/run:size=64m,mode=1777,noexec', /tmp]").mounts())
                .containsExactly(
                        new Mount(null, "/run", false, true, false, 64 * 1024 * 1024, 01777),
                        new Mount(null, "/tmp", false, true, false, 0, -1));
        assertThat(serviceRefusal("tmpfs: '/run:uid=5'"))
                .contains("line 4: services.web.tmpfs has the option uid=5; known are size");
        assertThat(serviceRefusal("tmpfs: '/run:size=50%'")).contains("size=50%, not a size such as");
    }

    /** The keys of a service in the Compose Specification of 2024 that are not supported. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotations",
                "attach",
                "blkio_config",
                "build",
                "cap_add",
                "cap_drop",
                "cgroup",
                "cgroup_parent",
                "container_name",
                "cpu_count",
                "cpu_percent",
                "cpu_period",
                "cpu_quota",
                "cpu_rt_period",
                "cpu_rt_runtime",
                "cpu_shares",
                "cpus",
                "cpuset",
                "credential_spec",
                "develop",
                "device_cgroup_rules",
                "devices",
                "domainname",
                "extends",
                "external_links",
                "gpus",
                "group_add",
                "ipc",
                "isolation",
                "label_file",
                "links",
                "logging",
                "mac_address",
                "mem_limit",
                "mem_reservation",
                "mem_swappiness",
                "memswap_limit",
                "models",
                "network_mode",
                "oom_kill_disable",
                "oom_score_adj",
                "pid",
                "pids_limit",
                "platform",
                "post_start",
                "pre_stop",
                "privileged",
                "profiles",
                "provider",
                "pull_policy",
                "runtime",
                "scale",
                "security_opt",
                "shm_size",
                "storage_opt",
                "sysctls",
                "ulimits",
                "userns_mode",
                "uts",
                "volumes_from"
            })
    void saysWhatToWriteInsteadOfEachKeyThatIsNotSupported(String key) {
        assertThat(serviceRefusal(key + ": x"))
                .matches("compose\\.yml, line 4: services\\.web\\." + key + " is not supported: .{10,}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy: {mode: replicated-job}",
                "deploy: {placement: {preferences: [{spread: node.id}]}}",
                "deploy: {resources: {limits: {pids: 5}}}",
                "networks: {default: {ipv4_address: 10.0.0.5}}",
                "volumes: [{target: /v, consistency: cached}]",
                "env_file: [{path: a.env, format: raw}]"
            })
    void saysWhatToWriteInsteadBelowAService(String body) {
        files.put("a.env", "");
        assertThat(serviceRefusal(body)).matches("compose\\.yml, line 4: services\\.web\\.\\S+ is .*[:;] .{10,}");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        StackRequest request = new StackRequest(
                "stack",
                "gone.yml",
                path -> {
                    throw new FileNotFoundException("no such file in the workspace");
                },
                Map.of(),
                Map.of());
        assertThatThrownBy(() -> ComposeReader.read(request))
                .hasMessage("Compose file gone.yml cannot be read: no such file in the workspace");
    }
}
