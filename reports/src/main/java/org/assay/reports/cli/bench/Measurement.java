package org.assay.reports.cli.bench;

/**
 * How fast a hot path is: what {@code bench --json} prints, component by component.
 *
 * @param name    such as {@code training-tiny-softmax}
 * @param value   median over the rounds
 * @param unit    of value and ceiling
 * @param perProcessorSecond the same for each second on a processor, median over the rounds; null where that is not known
 * @param ceiling what nothing on this machine can exceed, median over the rounds, null where no such bound applies
 * @param ratio   value / ceiling, null without a ceiling
 * @param python  tokens per second of the same work in Python, median over the rounds; null where that was not asked for
 * @param timesPython value / python, null without it
 * @param timesPythonProcessor the same by seconds on a processor, which what else runs on the machine hardly touches
 * @param bound   what the ceiling is made of, in words; empty without one
 * @param rounds  how many rounds the medians are over
 */
public record Measurement(
        String name,
        double value,
        String unit,
        Double perProcessorSecond,
        Double ceiling,
        Double ratio,
        Double python,
        Double timesPython,
        Double timesPythonProcessor,
        String bound,
        int rounds) {}
