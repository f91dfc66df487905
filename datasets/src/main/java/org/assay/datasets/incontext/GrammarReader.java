package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.incontext.ContextFreeGrammar.Production;

/**
 * Reads a probabilistic context-free grammar from YAML; everything that is wrong is reported at once. The first nonterminal is
 * the start, {@code probability} is 1 where it is left out.
 *
 * <pre>
 * kind: grammar
 * name: sums
 * terminals: [x, "+"]
 * rules:
 *   S:
 *     - {emit: [S, "+", T], probability: 0.3}
 *     - {emit: [T], probability: 0.7}
 *   T:
 *     - {emit: [x]}
 * </pre>
 */
final class GrammarReader {
    private static final double SUM_TOLERANCE = 1e-6;
    private static final double LEAST = 1e-9;
    private static final int MOST = 1000;
    private static final String EOS = "<eos>";

    private final ConfigProblems problems;
    private final Set<String> terminals = new LinkedHashSet<>();
    private final Map<String, ConfigNode.Entry> nonterminals = new LinkedHashMap<>();
    private final Map<String, List<Right>> rules = new LinkedHashMap<>();

    /** The right side of a rule as it was written. */
    private record Right(List<String> symbols, double probability) {}

    private GrammarReader(String where) {
        this.problems = new ConfigProblems(where);
    }

    static ContextFreeProcess read(String where, ConfigNode root) {
        return new GrammarReader(where).process(root);
    }

    private ContextFreeProcess process(ConfigNode root) {
        ConfigFields fields =
                ConfigFields.of(root, problems, "a grammar", "kind", "name", "source", "terminals", "rules");
        String name = fields.name();
        readTerminals(fields);
        Optional<ConfigNode> node = fields.required("rules");
        List<ConfigNode.Entry> entries = node.map(each -> ConfigFields.entries(each, problems, "'rules'"))
                .orElse(List.of());
        entries.forEach(this::declare);
        entries.forEach(this::readRules);
        if (node.isPresent() && entries.isEmpty()) {
            problems.add(node.get(), "'rules' is empty", "add a nonterminal with what it emits");
        }
        if (terminals.size() + nonterminals.size() > MOST) {
            problems.add(root, "a grammar has at most " + MOST + " symbols", "make it smaller");
        }
        if (problems.isEmpty()) {
            requireReached(root);
            requireNoCycle();
        }
        if (problems.isEmpty()) {
            requireEnd();
        }
        problems.throwIfAny();
        return ContextFreeProcess.of(
                name,
                fields.text("source", ""),
                new ContextFreeGrammar(List.copyOf(terminals), List.copyOf(nonterminals.keySet()), productions()));
    }

    private void readTerminals(ConfigFields fields) {
        for (ConfigNode item : fields.items("terminals")) {
            String terminal = ConfigFields.text(item, problems, "a terminal");
            if (terminal.equals(EOS) || terminal.chars().anyMatch(Character::isWhitespace)) {
                problems.add(
                        item, "'" + terminal + "' cannot be a terminal", "leave out white space; " + EOS + " is added");
            } else if (!terminal.isEmpty() && !terminals.add(terminal)) {
                problems.add(item, "terminal '" + terminal + "' stands twice", "remove one of them");
            }
        }
        fields.optional("terminals").filter(node -> terminals.isEmpty()).ifPresent(node -> {
            problems.add(node, "'terminals' is empty", "add at least one");
        });
    }

    private void declare(ConfigNode.Entry rule) {
        nonterminals.put(rule.key(), rule);
        if (terminals.contains(rule.key())) {
            problems.add(
                    rule.line(),
                    rule.column(),
                    "'" + rule.key() + "' is a terminal and has rules",
                    "rename one of them");
        }
    }

    private void readRules(ConfigNode.Entry rule) {
        List<Right> rights = new ArrayList<>();
        double total = 0;
        for (ConfigNode item : ConfigFields.items(rule.value(), problems, "the rules of '" + rule.key() + "'")) {
            ConfigFields fields = ConfigFields.of(item, problems, "a rule of a grammar", "emit", "probability");
            double p = fields.has("probability") ? fields.number("probability", LEAST, 1) : 1;
            List<String> symbols = new ArrayList<>();
            List<ConfigNode> emitted = fields.items("emit");
            for (ConfigNode symbol : emitted) {
                symbols.add(symbol(symbol));
            }
            boolean empty = fields.optional("emit")
                    .filter(node -> node instanceof ConfigNode.Items list
                            && list.items().isEmpty())
                    .isPresent();
            if (empty) {
                problems.add(
                        item,
                        "a rule of '" + rule.key() + "' emits nothing",
                        "emit at least one symbol: where '" + rule.key() + "' may be absent, write a rule without it");
            }
            rights.add(new Right(symbols, p));
            total += p;
        }
        if (Math.abs(total - 1) > SUM_TOLERANCE) {
            problems.add(
                    rule.line(),
                    rule.column(),
                    "the rules of '" + rule.key() + "' have probability " + ConfigFields.decimal(total) + ", not 1",
                    "make their probabilities sum to 1");
        }
        rules.put(rule.key(), rights);
    }

    private String symbol(ConfigNode node) {
        String symbol = ConfigFields.text(node, problems, "a symbol");
        if (!symbol.isEmpty() && !terminals.contains(symbol) && !nonterminals.containsKey(symbol)) {
            List<String> known = new ArrayList<>(terminals);
            known.addAll(nonterminals.keySet());
            problems.add(node, "there is no symbol '" + symbol + "'", Spelling.hint(symbol, known));
        }
        return symbol;
    }

    private void requireReached(ConfigNode root) {
        Set<String> reached = new LinkedHashSet<>();
        reached.add(nonterminals.keySet().iterator().next());
        grow(reached);
        nonterminals.forEach((name, rule) -> {
            if (!reached.contains(name)) {
                problems.add(
                        rule.line(),
                        rule.column(),
                        "nonterminal '" + name + "' cannot be reached from the start",
                        "emit it somewhere or remove it");
            }
        });
        for (String terminal : terminals) {
            if (!reached.contains(terminal)) {
                problems.add(root, "terminal '" + terminal + "' is never emitted", "emit it somewhere or remove it");
            }
        }
    }

    /** Adds every symbol that derivations from those in {@code reached} emit. */
    private void grow(Set<String> reached) {
        int before;
        do {
            before = reached.size();
            for (String symbol : List.copyOf(reached)) {
                rules.getOrDefault(symbol, List.of()).forEach(right -> reached.addAll(right.symbols));
            }
        } while (reached.size() > before);
    }

    /** A cycle of rules that emit one nonterminal each goes round without a token. */
    private void requireNoCycle() {
        nonterminals.forEach((name, rule) -> {
            Map<String, String> cameFrom = new LinkedHashMap<>();
            List<String> open = new ArrayList<>(List.of(name));
            while (!open.isEmpty() && !cameFrom.containsKey(name)) {
                String from = open.remove(0);
                for (Right right : rules.getOrDefault(from, List.of())) {
                    boolean unit = right.symbols.size() == 1 && nonterminals.containsKey(right.symbols.get(0));
                    if (unit && cameFrom.putIfAbsent(right.symbols.get(0), from) == null) {
                        open.add(right.symbols.get(0));
                    }
                }
            }
            if (cameFrom.containsKey(name)) {
                problems.add(
                        rule.line(),
                        rule.column(),
                        "the grammar is cyclic: " + cycle(name, cameFrom) + " emits no token",
                        "remove one of these rules, or emit another symbol with it");
            }
        });
    }

    private static String cycle(String name, Map<String, String> cameFrom) {
        StringBuilder path = new StringBuilder(name);
        String at = cameFrom.get(name);
        while (!at.equals(name)) {
            path.insert(0, at + " -> ");
            at = cameFrom.get(at);
        }
        return path.insert(0, name + " -> ").toString();
    }

    /** Where a derivation goes on for ever: said of those nonterminals that come back to themselves, as others inherit it. */
    private void requireEnd() {
        Map<String, String> endless =
                ContextFreeGrammar.endless(List.copyOf(terminals), List.copyOf(nonterminals.keySet()), productions());
        boolean some = endless.keySet().stream().anyMatch(this::comesBack);
        endless.forEach((name, what) -> {
            if (!some || comesBack(name)) {
                ConfigNode.Entry rule = nonterminals.get(name);
                problems.add(rule.line(), rule.column(), what, "give more probability to what ends a derivation");
            }
        });
    }

    private boolean comesBack(String name) {
        Set<String> reached = new LinkedHashSet<>();
        rules.get(name).forEach(right -> reached.addAll(right.symbols));
        grow(reached);
        return reached.contains(name);
    }

    private List<Production> productions() {
        List<String> symbols = new ArrayList<>(terminals);
        symbols.addAll(nonterminals.keySet());
        List<Production> productions = new ArrayList<>();
        rules.forEach((left, rights) -> {
            double total = rights.stream().mapToDouble(Right::probability).sum();
            for (Right right : rights) {
                int[] children =
                        right.symbols.stream().mapToInt(symbols::indexOf).toArray();
                productions.add(
                        new Production(symbols.indexOf(left), children, Math.min(1, right.probability / total)));
            }
        });
        return productions;
    }
}
