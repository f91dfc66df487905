package org.assay.symbolic.label;

import java.util.List;

/** Labels that lead back to themselves. */
public final class CycleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 12;
    private final String first;

    CycleException(List<String> cycle) {
        super("labels form a cycle: " + shown(cycle));
        this.first = cycle.get(0);
    }

    /** A label of the cycle. */
    public String first() {
        return first;
    }

    private static String shown(List<String> cycle) {
        String shown = String.join(" : ", cycle.subList(0, Math.min(cycle.size(), MOST_SHOWN)));
        return shown + (cycle.size() > MOST_SHOWN ? " : ... : " : " : ") + cycle.get(0);
    }
}
