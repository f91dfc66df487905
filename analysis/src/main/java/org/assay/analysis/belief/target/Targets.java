package org.assay.analysis.belief.target;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.belief.ProbeTarget;

/**
 * Targets of one process, and those that it does not have.
 *
 * @param all    in the order in which they are shown, each geometry once
 * @param absent name of a target that was looked for, with the reason why there is none
 */
public record Targets(List<ProbeTarget> all, Map<String, String> absent) {
    public Targets {
        all = List.copyOf(all);
        absent = Collections.unmodifiableMap(new LinkedHashMap<>(absent));
    }

    /** These and those. */
    public Targets and(Targets others) {
        List<ProbeTarget> joined = new ArrayList<>(all);
        joined.addAll(others.all);
        Map<String, String> missing = new LinkedHashMap<>(absent);
        missing.putAll(others.absent);
        return new Targets(joined, missing);
    }

    /** The target called {@code name}; IllegalArgumentException with the reason or all names when there is none. */
    public ProbeTarget named(String name) {
        return all.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no target '" + name + "'"
                        + (absent.containsKey(name)
                                ? ": " + absent.get(name)
                                : ", only "
                                        + all.stream().map(ProbeTarget::name).toList())));
    }
}
