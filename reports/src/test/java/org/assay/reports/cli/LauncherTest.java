package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./assay}, with a Java and a Maven that only say what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherTest {
    private static final List<String> MODULES = List.of("datasets", "symbolic", "neural", "analysis", "reports");

    @TempDir
    private Path folder;

    private Path root;
    private Path jdk;

    /** A checkout with spaces in its path, whose build makes empty jars and counts how often it was asked to. */
    @BeforeEach
    void make_a_checkout() throws IOException {
        root = Files.createDirectories(folder.resolve("my check out"));
        Files.copy(Path.of(System.getProperty("assay.root"), "assay"), root.resolve("assay"));
        root.resolve("assay").toFile().setExecutable(true);
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module).resolve("src/main"));
            Files.createDirectories(root.resolve(module).resolve("target"));
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        script(root.resolve("mvnw"), """
                echo build >> builds
                [ ! -e broken ] || { echo 'it is broken'; exit 1; }
                sleep 0.2
                for m in datasets symbolic neural analysis reports; do
                    touch $m/target/assay-$m-1.jar $m/target/assay-$m-1-tests.jar
                done
                mkdir -p reports/target/lib && touch reports/target/lib/some.jar
                """);
        jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        java("17.0.1");
        script(jdk.resolve("bin/javac"), "exit 0\n");
    }

    private void java(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "for a in \"$@\"; do echo \"<$a>\"; done\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        file.toFile().setExecutable(true);
    }

    private record Call(int code, String out, String err) {}

    private Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", jdk.toString());
        return builder.start();
    }

    private Call call(Path launcher, String... arguments) throws Exception {
        return finished(start(launcher, arguments));
    }

    private static Call finished(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(process.waitFor(), out, err);
    }

    private long builds() throws IOException {
        return Files.readString(root.resolve("builds")).lines().count();
    }

    @Test
    void it_builds_on_first_use_and_passes_arguments_as_they_are() throws Exception {
        Call call = call(root.resolve("assay"), "posterior", "x", "--context", "a  b");
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(call.out()).contains("<org.assay.reports.cli.Main>\n<posterior>\n<x>\n<--context>\n<a  b>\n");
        assertThat(call.out()).contains("assay-datasets-1.jar", "some.jar").doesNotContain("tests.jar");
        assertThat(call.err()).contains("building (once");
    }

    @Test
    void it_builds_again_exactly_when_a_source_changed_or_went() throws Exception {
        call(root.resolve("assay"));
        assertThat(call(root.resolve("assay")).err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        Path source = root.resolve("neural/src/main/New.java");
        Files.writeString(source, "class New {}");
        assertThat(call(root.resolve("assay")).err()).contains("building again");
        assertThat(builds()).isEqualTo(2);
        Files.delete(source);
        call(root.resolve("assay"));
        assertThat(builds()).isEqualTo(3);
        call(root.resolve("assay"));
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void it_works_through_a_symbolic_link_and_from_anywhere() throws Exception {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("my check out", "assay"));
        Call call = call(link, "languages");
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(call.out())
                .contains("my check out/reports/target/lib/some.jar")
                .contains("<languages>");
    }

    @Test
    void two_at_once_build_once() throws Exception {
        Process first = start(root.resolve("assay"), "one");
        Process second = start(root.resolve("assay"), "two");
        assertThat(finished(first).out()).contains("<one>");
        assertThat(finished(second).out()).contains("<two>");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_lock_of_a_process_that_has_died_is_broken() throws Exception {
        Files.createDirectories(root.resolve("reports/target/assay"));
        Files.createSymbolicLink(root.resolve("reports/target/assay/lock"), Path.of("2147480000"));
        assertThat(call(root.resolve("assay"), "x").code()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_build_that_fails_shows_the_end_of_its_log_and_where_it_is() throws Exception {
        Files.writeString(root.resolve("broken"), "");
        Call call = call(root.resolve("assay"), "x");
        assertThat(call.code()).isEqualTo(1);
        assertThat(call.err()).contains("it is broken").contains("build.log");
        assertThat(call.out()).isEmpty();
        Files.delete(root.resolve("broken"));
        assertThat(call(root.resolve("assay"), "x").code()).isZero();
    }

    @Test
    void a_java_that_is_too_old_or_missing_is_named_with_what_to_do() throws Exception {
        java("11.0.2");
        Call old = call(root.resolve("assay"), "x");
        assertThat(old.code()).isEqualTo(1);
        assertThat(old.err()).contains("Java 11").contains("17 or later");
        jdk = folder.resolve("nowhere");
        Call missing = call(root.resolve("assay"), "x");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("JAVA_HOME");
    }

    @Test
    void a_new_java_is_told_that_native_access_is_meant() throws Exception {
        assertThat(call(root.resolve("assay")).out()).doesNotContain("native-access");
        java("25.0.1");
        assertThat(call(root.resolve("assay")).out()).contains("<--enable-native-access=ALL-UNNAMED>");
    }
}
