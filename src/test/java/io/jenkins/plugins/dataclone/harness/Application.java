package io.jenkins.plugins.dataclone.harness;

import java.util.function.BiConsumer;

/** An application of two services, of which one keeps its data in a volume {@code dbdata}. */
public final class Application {
    /** Where its Compose file is in the workspace. */
    public static final String FILE = "test/compose.yml";

    public static final String SECRET = "hush-hush-database";
    public static final String COMPOSE = """
            services:
              db:
                image: dataclone-test/httpd:1
                volumes:
                  - dbdata:/data
                secrets:
                  - password
              web:
                image: dataclone-test/httpd:1
                ports:
                  - "8080"
                configs:
                  - source: page
                    target: /page.html
            volumes:
              dbdata:
            configs:
              page:
                file: page.html
            secrets:
              password:
                file: password.txt
            """;

    private Application() {}

    /** Puts its files into a workspace. */
    public static void into(BiConsumer<String, String> workspace) {
        workspace.accept(FILE, COMPOSE);
        workspace.accept("test/page.html", "<p>page</p>");
        workspace.accept("test/password.txt", SECRET);
    }
}
