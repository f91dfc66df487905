package org.assay.reports.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.reports.table.Visible;

/**
 * A writer of HTML that cannot be talked into anything: text and attributes are escaped, what cannot be seen is made
 * visible, attributes that run or load something are refused, and every element is closed in its turn. The only
 * unescaped way in is {@link Verbatim}.
 */
final class Html {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** The only element names that may stand without content and closing tag. */
    private static final Set<String> VOID = Set.of("meta", "br", "hr", "input", "col");

    private static final Set<String> FORBIDDEN_ATTRIBUTES =
            Set.of("style", "src", "srcdoc", "action", "formaction", "data", "poster", "background", "ping");

    /**
     * What a scanner for links would find although it is only text, each split by a character reference so that the
     * page shows it unchanged: the first group of a pair stays, the second becomes a reference.
     */
    private static final Pattern LINK_LIKE =
            Pattern.compile("(:)(/)(?=/)|((?:src|href)\\s*)(=)|(url)(\\()|()(@)(?=import)", Pattern.CASE_INSENSITIVE);

    private final StringBuilder page = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names and values that take turns. */
    Html open(String element, String... attributes) {
        startTag(element, attributes);
        open.push(element);
        return this;
    }

    /** An element without content. */
    Html leaf(String element, String... attributes) {
        if (!VOID.contains(element)) {
            throw new IllegalArgumentException("element '" + element + "' needs a closing tag");
        }
        startTag(element, attributes);
        return this;
    }

    /** An element that holds only text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Text as it is; line feeds stay. */
    Html text(String text) {
        page.append(escaped(Visible.of(text)));
        return this;
    }

    /** Script, style or data that has proved harmless. */
    Html verbatim(Verbatim content) {
        page.append(content.text());
        return this;
    }

    /** Closes the innermost element. */
    Html close() {
        page.append("</").append(open.pop()).append('>');
        if (open.size() < 4) {
            page.append('\n');
        }
        return this;
    }

    /** The page; throws IllegalStateException when an element is still open. */
    String finish() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("element '" + open.peek() + "' is still open");
        }
        return "<!DOCTYPE html>\n" + page;
    }

    private void startTag(String element, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "attributes of '" + element + "' must be names and values that take turns");
        }
        page.append('<').append(checkedName(element));
        for (int i = 0; i < attributes.length; i += 2) {
            String name = checkedName(attributes[i]);
            String value = attributes[i + 1];
            if (name.startsWith("on") || FORBIDDEN_ATTRIBUTES.contains(name)) {
                throw new IllegalArgumentException("attribute '" + name + "' may not stand in a report");
            }
            if (name.equals("href") && !value.matches("#[A-Za-z0-9_-]+")) {
                throw new IllegalArgumentException("a link may only lead into the page, got '" + value + "'");
            }
            page.append(' ').append(name).append("=\"");
            page.append(escaped(Visible.of(value)).replace("\"", "&quot;")).append('"');
        }
        page.append('>');
    }

    private static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of an element or attribute");
        }
        return name;
    }

    private static String escaped(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return LINK_LIKE.matcher(escaped).replaceAll(match -> {
            int group = 1;
            while (match.group(group) == null) {
                group += 2;
            }
            String reference = "&#" + (int) match.group(group + 1).charAt(0) + ";";
            return Matcher.quoteReplacement(match.group(group) + reference);
        });
    }
}
