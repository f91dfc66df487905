package org.assay.symbolic.fit;

import java.util.List;
import org.assay.symbolic.program.Program;

/**
 * A program of labels and where they came from.
 *
 * @param program      defines every label by the tokens before it
 * @param labels       as they were found from futures
 * @param defined      for each context the label that the program gives it
 * @param names        of the labels in the program, each of some context
 * @param observations N, at which the description is the shortest that was found
 * @param description  length of the program + N x nats lost of the futures by knowing no more than the label, in nats
 * @param tried        definitions and their descriptions, in words
 */
public record FittedMachine(
        Program program,
        ContextLabels labels,
        int[] defined,
        List<String> names,
        double observations,
        double description,
        List<String> tried) {
    public FittedMachine {
        names = List.copyOf(names);
        tried = List.copyOf(tried);
    }

    FittedMachine with(List<String> words) {
        return new FittedMachine(program, labels, defined, names, observations, description, words);
    }
}
