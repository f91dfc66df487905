package org.assay.datasets.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * YAML that a person wrote, as a tree in which every node knows its line and column, so that whatever is found wrong with it
 * later can still be pointed at. Scalars stay text until somebody asks for a number. Aliases, duplicate keys, several
 * documents and trees deeper than 20 are refused: nobody needs them in a configuration, and they make small files large.
 */
public sealed interface ConfigNode {
    /** Files larger than this are not configuration. */
    int LARGEST = 1 << 20;

    int DEEPEST = 20;

    /** From 1. */
    int line();

    /** From 1. */
    int column();

    /**
     * A scalar, as written, without its quotes.
     *
     * @param origin where it was written when that is not in the file, such as an option; else empty
     */
    record Text(String value, int line, int column, String origin) implements ConfigNode {
        public Text(String value, int line, int column) {
            this(value, line, column, "");
        }
    }

    /** A list. */
    record Items(List<ConfigNode> items, int line, int column) implements ConfigNode {}

    /** A mapping, in the order in which it was written. */
    record Entries(List<Entry> entries, int line, int column) implements ConfigNode {}

    /** One key of a mapping, with the position of the key. */
    record Entry(String key, ConfigNode value, int line, int column) {}

    /**
     * Reads {@code file}.
     *
     * @throws ConfigException as {@link #parse}, and when it is too large to be configuration or no text
     */
    static ConfigNode read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw problem(file.toString(), 1, 1, "is larger than " + LARGEST + " bytes", "split it");
        }
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw problem(file.toString(), 1, 1, "is not UTF-8 text", "save it as UTF-8");
        }
    }

    /**
     * The last mark in the parser's message is what it could not read; those before say what it was in the middle of. A
     * bracket that is not closed is mended before that, where the last token was read.
     */
    private static ConfigException notYaml(String where, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        int line = at == null ? 1 : at.getLineNr();
        int column = at == null ? 1 : at.getColumnNr();
        String what = e.getOriginalMessage().lines().findFirst().orElse("");
        boolean flow = what.contains("flow");
        Matcher mark = Pattern.compile("(?m)^(.+)\\R *in .*, line (\\d+), column (\\d+)")
                .matcher(e.getOriginalMessage());
        while (mark.find()) {
            what = mark.group(1);
            line = flow ? line : Integer.parseInt(mark.group(2));
            column = flow ? column : Integer.parseInt(mark.group(3));
        }
        String fix =
                what.contains("TAB") ? "indent with spaces, not with tabs" : "check indentation, quotes and brackets";
        return problem(where, line, column, "is not YAML: " + what, fix);
    }

    /**
     * Parses {@code text}.
     *
     * @param where name of the file, for messages
     * @throws ConfigException with the position of the first thing that is not YAML of the permitted kind
     */
    static ConfigNode parse(String where, String text) {
        if (text.length() > LARGEST) {
            throw problem(where, 1, 1, "is longer than " + LARGEST + " characters", "split it");
        }
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw problem(where, 1, 1, "is empty", "write at least one key");
            }
            ConfigNode root = node(where, parser, 1);
            if (parser.nextToken() != null) {
                throw problem(where, parser, "a second document begins here", "keep one document per file");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw notYaml(where, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigNode node(String where, YAMLParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw problem(where, parser, "is nested deeper than " + DEEPEST, "flatten it");
        }
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
            throw problem(where, parser, "anchors and aliases are not allowed", "write the value out");
        }
        JsonLocation at = parser.currentTokenLocation();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return new Entries(entries(where, parser, depth), at.getLineNr(), at.getColumnNr());
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<ConfigNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node(where, parser, depth + 1));
            }
            return new Items(List.copyOf(items), at.getLineNr(), at.getColumnNr());
        }
        return new Text(parser.getText(), at.getLineNr(), at.getColumnNr());
    }

    private static List<Entry> entries(String where, YAMLParser parser, int depth) throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            JsonLocation at = parser.currentTokenLocation();
            String key = parser.currentName();
            for (Entry before : entries) {
                if (before.key().equals(key)) {
                    throw problem(
                            where,
                            parser,
                            "the key '" + key + "' stands twice, first in line " + before.line(),
                            "remove one of them");
                }
            }
            parser.nextToken();
            entries.add(new Entry(key, node(where, parser, depth + 1), at.getLineNr(), at.getColumnNr()));
        }
        return List.copyOf(entries);
    }

    private static ConfigException problem(String where, JsonParser parser, String what, String fix) {
        JsonLocation at = parser.currentTokenLocation();
        return problem(where, at.getLineNr(), at.getColumnNr(), what, fix);
    }

    private static ConfigException problem(String where, int line, int column, String what, String fix) {
        return new ConfigException(List.of(new ConfigException.Problem(where, line, column, what, fix)));
    }
}
