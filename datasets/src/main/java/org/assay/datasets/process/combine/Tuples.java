package org.assay.datasets.process.combine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Names of tuples: {@code 0,1} is token 0 of the first process with token 1 of the second. The first varies slowest.
 */
final class Tuples {
    private Tuples() {}

    static Vocabulary vocabulary(Vocabulary first, Vocabulary second) {
        return new Vocabulary(names(first.tokens(), second.tokens()));
    }

    static List<String> names(List<String> first, List<String> second) {
        List<String> names = new ArrayList<>();
        for (String a : first) {
            for (String b : second) {
                names.add(a + "," + b);
            }
        }
        return names;
    }

    /** The names of the parts; those of equal name are numbered from 1. */
    static List<String> prefixes(List<? extends GeneratingProcess> parts) {
        List<String> names = parts.stream().map(GeneratingProcess::name).toList();
        List<String> prefixes = new ArrayList<>();
        for (int p = 0; p < names.size(); p++) {
            String name = names.get(p);
            long same = names.stream().filter(name::equals).count();
            long before = names.subList(0, p).stream().filter(name::equals).count();
            prefixes.add(same == 1 ? name : name + "-" + (before + 1));
        }
        return prefixes;
    }

    static String sources(List<? extends GeneratingProcess> parts) {
        return parts.stream()
                .map(part -> part.source().isEmpty() ? part.name() : part.name() + " (" + part.source() + ")")
                .collect(Collectors.joining(" and "));
    }
}
