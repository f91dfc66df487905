package org.assay.symbolic.fit.discrete;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.symbolic.fit.discrete.DiscreteRule.Literal;

/** What a decision list answers at the rows of the evidence. */
final class RuleReader {
    private final DiscreteEvidence evidence;
    private final Map<Feature, RowSet> holds = new HashMap<>();
    private boolean open;

    RuleReader(DiscreteEvidence evidence) {
        this.evidence = evidence;
        for (int f = 0; f < evidence.features().size(); f++) {
            holds.put(evidence.features().get(f), evidence.holds(f));
        }
    }

    /** The answer of the first rule that applies; empty where none does. */
    List<Integer> answer(List<DiscreteRule> rules, int row) {
        open = false;
        for (DiscreteRule rule : rules) {
            if (holds(rule, row)) {
                List<Integer> answer = emitted(rule.emission(), row);
                if (answer != null) {
                    return answer;
                }
            }
        }
        open = true;
        return List.of();
    }

    /** Whether no rule applied to the last row that was asked for. */
    boolean isOpen() {
        return open;
    }

    private boolean holds(DiscreteRule rule, int row) {
        for (Literal literal : rule.literals()) {
            if (holds.get(literal.feature()).has(row) != literal.holds()) {
                return false;
            }
        }
        return true;
    }

    /** Null where the emission says nothing. */
    private List<Integer> emitted(Emission emission, int row) {
        if (emission instanceof Emission.Constant constant) {
            return constant.answer();
        }
        if (emission instanceof Emission.Copy copy) {
            int value = evidence.values(copy.pointer())[row];
            return value < 0 ? null : copy.exceptions().getOrDefault(value, List.of(value));
        }
        if (emission instanceof Emission.Chosen chosen) {
            int value = evidence.chosen(chosen.choice())[row];
            return value < 0 ? null : List.of(value);
        }
        Emission.Table table = (Emission.Table) emission;
        return table.answers().get(evidence.values(table.pointer())[row]);
    }
}
