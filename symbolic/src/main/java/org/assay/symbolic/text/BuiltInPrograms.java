package org.assay.symbolic.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assay.symbolic.program.Program;

/** Hand-written programs that come along: those of the tutorial, and toy English. */
public final class BuiltInPrograms {
    /** The ending of files that hold a program. */
    public static final String ENDING = ".assay";

    private static final List<String> NAMES =
            List.of("bigram", "bracket-matching", "induction", "most-frequent", "skip-trigram", "toy-english");

    private BuiltInPrograms() {}

    /** The names, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /** The program of that name, as it was written. */
    public static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no program '" + name + "', only " + NAMES);
        }
        try (InputStream in = BuiltInPrograms.class.getResourceAsStream(name + ENDING)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program of that name. */
    public static Program open(String name) {
        return ProgramParser.parse(text(name), name + ENDING);
    }
}
