package org.assay.reports.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a page back for tests: tags with their attributes, texts, and the contents of script and style elements. */
final class Markup {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s+[a-z-]+=\"[^\"]*\")*)\\s*>");
    private static final Set<String> VOID = Set.of("meta", "br", "hr", "input", "col");

    final List<Element> elements = new ArrayList<>();
    final StringBuilder text = new StringBuilder();

    /** @param content raw text of script and style elements, else empty */
    record Element(String name, String attributes, String content) {
        String attribute(String attribute) {
            Matcher matcher =
                    Pattern.compile("\\s" + attribute + "=\"([^\"]*)\"").matcher(attributes);
            return matcher.find() ? unescaped(matcher.group(1)) : null;
        }
    }

    /** Fails with IllegalStateException where tags do not nest or a stray {@code <} stands in the text. */
    static Markup read(String page) {
        Markup markup = new Markup();
        Deque<String> open = new ArrayDeque<>();
        int at = page.indexOf('\n') + 1;
        while (at < page.length()) {
            int next = page.indexOf('<', at);
            markup.text.append(unescaped(page.substring(at, next < 0 ? page.length() : next)));
            if (next < 0) {
                break;
            }
            Matcher tag = TAG.matcher(page).region(next, page.length());
            if (!tag.lookingAt()) {
                throw new IllegalStateException(
                        "not a tag: " + page.substring(next, Math.min(page.length(), next + 60)));
            }
            at = tag.end();
            String name = tag.group(2);
            if (!tag.group(1).isEmpty()) {
                if (!name.equals(open.pop())) {
                    throw new IllegalStateException("</" + name + "> closes another element");
                }
                continue;
            }
            String content = "";
            if (name.equals("script") || name.equals("style")) {
                int end = page.toLowerCase(java.util.Locale.ROOT).indexOf("</" + name, at);
                content = page.substring(at, end);
                at = end;
            }
            markup.elements.add(new Element(name, tag.group(3), content));
            if (!VOID.contains(name)) {
                open.push(name);
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException("left open: " + open);
        }
        return markup;
    }

    List<Element> named(String name) {
        return elements.stream().filter(element -> element.name().equals(name)).toList();
    }

    static String unescaped(String text) {
        String plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        plain = Pattern.compile("&#(\\d+);")
                .matcher(plain)
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
        return plain.replace("&amp;", "&");
    }
}
