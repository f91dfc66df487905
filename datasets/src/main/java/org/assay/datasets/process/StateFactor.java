package org.assay.datasets.process;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A variable that the hidden state determines: the depth of a stack, one factor of a product, the component of a
 * mixture. Its belief is the belief over hidden states, summed over the states of each value.
 *
 * @param name         unique within the process
 * @param values       names of the values
 * @param valueOfState for every hidden state the index of its value; S
 */
public record StateFactor(String name, List<String> values, int[] valueOfState) {
    public StateFactor {
        values = List.copyOf(values);
        valueOfState = valueOfState.clone();
        for (int value : valueOfState) {
            Objects.checkIndex(value, values.size());
        }
    }

    /** The factor as processes list it: graded, since tokens seldom determine a hidden state. */
    Factor factor() {
        return new Factor(name, values, true);
    }

    /** Writes the belief over values that a belief over states amounts to. */
    void marginal(double[] belief, double[] into) {
        Arrays.fill(into, 0);
        for (int s = 0; s < belief.length; s++) {
            into[valueOfState[s]] += belief[s];
        }
    }
}
