package org.assay.symbolic.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.lint.Lint;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.RandomPrograms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged program files: each a clean error or a program, in bounded time and memory. */
class MutatedProgramsTest {
    /** Of all that is allocated while a file is read twice, printed and looked through; most of it is garbage at once. */
    private static final long MOST_BYTES = 1L << 30;

    private static final long MOST_NANOS = 20_000_000_000L;
    private static final String[] HUGE = {
        "999999999",
        "1000001",
        "2147483648",
        "99999999999999999999",
        "0",
        "-1",
        "0." + "0".repeat(400) + "1",
        "1".repeat(400)
    };

    /** One way to damage a text. */
    private interface Mutation {
        String of(String text, Draws draws);
    }

    private static final List<Mutation> MUTATIONS = List.of(
            (text, draws) -> text.substring(0, draws.nextInt(text.length())),
            MutatedProgramsTest::shuffledLines,
            MutatedProgramsTest::shuffledWords,
            MutatedProgramsTest::randomBytes,
            MutatedProgramsTest::hugeNumbers,
            MutatedProgramsTest::deepChains,
            MutatedProgramsTest::repeatedLines,
            MutatedProgramsTest::swappedNames);

    @Test
    void five_hundred_damaged_files_end_in_a_program_or_an_error_with_its_place() {
        mutate(500, Seed.of(71));
    }

    @Test
    @Tag("slow")
    void ten_thousand_damaged_files_end_in_a_program_or_an_error_with_its_place() {
        mutate(10_000, Seed.of(72));
    }

    private static void mutate(int files, Seed seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int i = 0; i < files; i++) {
            Draws draws = seed.child(i).draws();
            String text = MUTATIONS.get(i % MUTATIONS.size()).of(original(seed.child(i), i), draws);
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            refused += isRefused(text, i) ? 1 : 0;
            assertThat(threads.getCurrentThreadAllocatedBytes() - bytes)
                    .as("bytes of %d", i)
                    .isLessThan(MOST_BYTES);
            assertThat(System.nanoTime() - begun).as("time of %d", i).isLessThan(MOST_NANOS);
        }
        assertThat(refused).isBetween(files / 3, files - files / 50);
    }

    private static String original(Seed seed, int i) {
        if (i % 10 == 0) {
            return BuiltInPrograms.text(
                    BuiltInPrograms.names().get(i / 10 % BuiltInPrograms.names().size()));
        }
        return ProgramPrinter.print(i % 5 == 0 ? RandomPrograms.sets(seed) : RandomPrograms.program(seed));
    }

    private static boolean isRefused(String text, int i) {
        Program program;
        try {
            program = ProgramParser.parse(text, "damaged");
        } catch (ConfigException e) {
            assertThat(e.problems()).as("problems of %d", i).isNotEmpty().hasSizeLessThan(200);
            e.problems()
                    .forEach(problem -> assertThat(problem.what()).isNotBlank().hasSizeLessThan(2000));
            return true;
        }
        String printed = ProgramPrinter.print(program);
        assertThat(ProgramPrinter.print(ProgramParser.parse(printed, "printed")))
                .isEqualTo(printed);
        assertThat(Lint.of(program)).isNotNull();
        assertThat(DescriptionLength.of(program, 1e6)).isFinite();
        return false;
    }

    private static String shuffledLines(String text, Draws draws) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        shuffle(lines, draws);
        return String.join("\n", lines);
    }

    private static String shuffledWords(String text, Draws draws) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int which = draws.nextInt(lines.size());
        List<String> words = new ArrayList<>(Arrays.asList(lines.get(which).split(" ")));
        shuffle(words, draws);
        lines.set(which, String.join(" ", words));
        return String.join("\n", lines);
    }

    private static <T> void shuffle(List<T> list, Draws draws) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = draws.nextInt(i + 1);
            T kept = list.get(i);
            list.set(i, list.get(j));
            list.set(j, kept);
        }
    }

    private static String randomBytes(String text, Draws draws) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int edits = 1 + draws.nextInt(20); edits > 0; edits--) {
            bytes[draws.nextInt(bytes.length)] = (byte) draws.nextInt(256);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String hugeNumbers(String text, Draws draws) {
        StringBuilder changed = new StringBuilder(text);
        for (int edits = 1 + draws.nextInt(3); edits > 0; edits--) {
            int at = draws.nextInt(changed.length());
            while (at < changed.length() && !Character.isDigit(changed.charAt(at))) {
                at++;
            }
            if (at < changed.length()) {
                changed.replace(at, at + 1, HUGE[draws.nextInt(HUGE.length)]);
            }
        }
        return changed.toString();
    }

    /** A chain of labels, sometimes closed to a cycle, and heads that copy it again and again. */
    private static String deepChains(String text, Draws draws) {
        StringBuilder chain = new StringBuilder(text).append('\n');
        int labels = 1 + draws.nextInt(200);
        for (int l = 0; l < labels; l++) {
            chain.append("label deep").append(l);
            if (l > 0) {
                chain.append(" : deep").append(l - 1);
            }
            chain.append('\n');
        }
        if (draws.nextInt(3) == 0) {
            chain.append("label deep")
                    .append(labels)
                    .append(" : deep")
                    .append(labels)
                    .append('\n');
        }
        String copied = "deep0";
        int heads = draws.nextInt(draws.nextInt(20) == 0 ? 90 : 8);
        for (int h = 0; h < heads; h++) {
            chain.append("head again")
                    .append(h)
                    .append(" layer ")
                    .append(10 + h)
                    .append(" k=1 theta=1 offset {+1} value {");
            chain.append('"').append(copied).append("\"}\n");
            copied = draws.nextInt(10) == 0 ? "deep0" : "again" + h + ":" + copied;
        }
        return chain.toString();
    }

    private static String repeatedLines(String text, Draws draws) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int copies = 1 + draws.nextInt(5); copies > 0; copies--) {
            String line = lines.get(draws.nextInt(lines.size()));
            lines.add(draws.nextInt(lines.size()), draws.nextInt(2) == 0 ? line : line.repeat(1 + draws.nextInt(200)));
        }
        return String.join("\n", lines);
    }

    /** Two words of the text change places everywhere. */
    private static String swappedNames(String text, Draws draws) {
        String[] words = text.split("[^A-Za-z0-9]+");
        String one = words[draws.nextInt(words.length)];
        String other = words[draws.nextInt(words.length)];
        if (one.isEmpty() || other.isEmpty()) {
            return text + other;
        }
        return text.replace(one, "\u0001").replace(other, one).replace("\u0001", other);
    }
}
