package org.assay.datasets.learn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.datasets.file.ConfigException;

/**
 * Reads a text file, UTF-8, into tokens. Tokens are numbered by their first appearance; where there are more than a language
 * may have, or than were asked for, the rarest become {@link #REST}.
 */
public final class TextReader {
    /** Stands for every token beyond the most frequent ones. */
    public static final String REST = "<rest>";

    /** Tokens that a language may have. */
    public static final int MOST_TOKENS = 1000;

    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['\u2019_-][\\p{L}\\p{M}\\p{N}]+)*|\\S");
    private static final Pattern BETWEEN_SPACES = Pattern.compile("\\S+");
    private static final int MOST_LENGTH = 1 << 27;

    private final Path file;
    private final Options options;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private int[] tokens = new int[1 << 12];
    private int size;
    private final List<Integer> starts = new ArrayList<>(List.of(0));
    private int line;

    private TextReader(Path file, Options options) {
        this.file = file;
        this.options = options;
    }

    /** What one sequence is: nothing is remembered from one to the next. */
    public enum Sequences {
        /** Every line that holds a token. */
        LINE,
        /** Lines up to an empty one. */
        PARAGRAPH,
        /** The whole file. */
        FILE
    }

    /**
     * @param sequences what a sequence is
     * @param words     whether punctuation is taken off words; else tokens are what stands between white space
     * @param lowercase whether capital letters are made small
     * @param top       how many of the most frequent tokens are kept, 1 to 999, the others being {@link #REST}; 0 for all
     */
    public record Options(Sequences sequences, boolean words, boolean lowercase, int top) {
        /** Lines, tokens between white space, as they stand, all. */
        public static final Options DEFAULT = new Options(Sequences.LINE, false, false, 0);

        public Options {
            if (top < 0 || top >= MOST_TOKENS) {
                throw new IllegalArgumentException("top must be 0 to " + (MOST_TOKENS - 1) + ", got " + top);
            }
        }
    }

    /**
     * Reads {@code file}.
     *
     * @throws ConfigException when it is no text, too short, or has too many different tokens
     */
    public static TokenText read(Path file, String name, Options options) throws IOException {
        return new TextReader(file, options).text(name);
    }

    private TokenText text(String name) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                line++;
                addLine(line == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
            }
        } catch (CharacterCodingException e) {
            throw wrong(
                    line + 1, "is not UTF-8 text", "convert it to UTF-8; a binary file has no tokens to learn from");
        }
        endSequence();
        boolean pair = IntStream.range(0, starts.size() - 1).anyMatch(s -> starts.get(s + 1) - starts.get(s) > 1);
        if (!pair) {
            throw wrong(
                    0,
                    size == 0 ? "holds no token" : "holds no sequence of two tokens, so nothing follows anything",
                    "give a text with sequences of at least two tokens; --sequences says what a sequence is");
        }
        int[] all = Arrays.copyOf(tokens, size);
        int[] bounds = starts.stream().mapToInt(Integer::intValue).toArray();
        return top(new TokenText(name, words, all, bounds));
    }

    private void addLine(String text) {
        boolean blank = text.isBlank();
        if (options.sequences() == Sequences.LINE || options.sequences() == Sequences.PARAGRAPH && blank) {
            endSequence();
        }
        Matcher matcher = (options.words() ? WORD : BETWEEN_SPACES).matcher(text.replace('\u00A0', ' '));
        while (matcher.find()) {
            String token = matcher.group();
            add(options.lowercase() ? token.toLowerCase(Locale.ROOT) : token);
        }
    }

    private void endSequence() {
        if (starts.get(starts.size() - 1) < size) {
            starts.add(size);
        }
    }

    private void add(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            if (token.chars().anyMatch(TextReader::isNoText)) {
                throw wrong(line, "holds a control character", "give a text file; this looks like a binary one");
            }
            id = words.size();
            ids.put(token, id);
            words.add(token);
        }
        if (size == MOST_LENGTH) {
            throw wrong(line, "holds more than " + MOST_LENGTH + " tokens", "give a part of it");
        }
        tokens = size == tokens.length ? Arrays.copyOf(tokens, 2 * size) : tokens;
        tokens[size++] = id;
    }

    private static boolean isNoText(int character) {
        return Character.isISOControl(character)
                || Character.isWhitespace(character)
                || character == 0xFEFF
                || character >= 0xFFFE;
    }

    private TokenText top(TokenText text) {
        if (options.top() == 0 && text.words().size() > MOST_TOKENS) {
            throw wrong(
                    0,
                    "holds " + text.words().size() + " different tokens, a language has at most " + MOST_TOKENS,
                    "give --top 999 to keep the most frequent ones and call the others " + REST
                            + "; --lowercase and --tokens words make them fewer");
        }
        if (options.top() == 0 || text.words().size() <= options.top()) {
            return text;
        }
        long[] counts = text.counts();
        boolean[] kept = new boolean[counts.length];
        IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(x -> -counts[x]).thenComparing(x -> x))
                .limit(options.top())
                .forEach(x -> kept[x] = true);
        int[] number = new int[counts.length];
        List<String> names = new ArrayList<>();
        int rest = -1;
        for (int x = 0; x < counts.length; x++) {
            boolean isRest = !kept[x] || text.words().get(x).equals(REST);
            if (!isRest || rest < 0) {
                names.add(isRest ? REST : text.words().get(x));
            }
            rest = isRest && rest < 0 ? names.size() - 1 : rest;
            number[x] = isRest ? rest : names.size() - 1;
        }
        int[] renumbered = Arrays.stream(text.tokens()).map(x -> number[x]).toArray();
        return new TokenText(text.name(), names, renumbered, text.starts());
    }

    private ConfigException wrong(int at, String what, String fix) {
        return new ConfigException(
                List.of(new ConfigException.Problem(file.toString(), at, at == 0 ? 0 : 1, "the file " + what, fix)));
    }
}
