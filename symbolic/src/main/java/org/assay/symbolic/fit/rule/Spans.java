package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.List;

/**
 * What the network does in and around brackets. Outside, each opens with a constant share. Inside, with weights that are divided by
 * their sum, it closes by how many tokens have come in it, another opens while fewer than the most are open, and content comes by
 * the group of the current token. Behind it a law of its own.
 *
 * <pre>p = (content + W_close delta_close + W_open(o) delta_open(o)) / (1 + W_close + W_open)</pre>
 */
final class Spans {
    /** From this share on a bracket must close, and nothing else comes. */
    private static final double MUST = 0.995;

    private static final double LEAST = 1e-12;

    final List<BracketPair> pairs;
    final double[] opensOutside;
    final int deepest;
    private final int vocabulary;
    private final int[] groupOf;
    private final int groups;

    /** By kind and contents; infinite where it must close, NaN where that never came. */
    final double[][] closes;

    /** By kind and what opens. */
    final double[][] opens;

    /**
     * By kind and slot: the group of the current token, then the opening token, then a closing one, then every token that has a law
     * of its own; null where there is none.
     */
    final double[][][] content;

    final double[][] behind;

    Spans(Evidence evidence, int[] groupOf, int groups, Price price) {
        this.pairs = evidence.rows.brackets();
        this.vocabulary = evidence.vocabulary;
        this.groupOf = groupOf;
        this.groups = groups;
        int kinds = pairs.size();
        int most = 0;
        for (int row = 0; row < evidence.size(); row++) {
            most = Math.max(most, evidence.rows.depth[row]);
        }
        this.deepest = most;
        this.opensOutside = new double[kinds];
        this.closes = new double[kinds][Rows.RESUMED + 1];
        this.opens = new double[kinds][kinds];
        this.content = new double[kinds][groups + 2 + vocabulary][vocabulary];
        this.behind = new double[kinds][vocabulary];
        fit(evidence, price);
    }

    private void fit(Evidence evidence, Price price) {
        int kinds = pairs.size();
        double outside = 0;
        double[] mass = new double[kinds];
        double[][] massBy = new double[kinds][Rows.RESUMED + 1];
        double[] shallowContent = new double[kinds];
        for (int row = 0; row < evidence.size(); row++) {
            double weight = evidence.weights[row];
            int from = row * vocabulary;
            int k = evidence.rows.innermost[row];
            if (evidence.rows.place[row] == Rows.OUTSIDE) {
                outside += weight;
                for (int o = 0; o < kinds; o++) {
                    opensOutside[o] += weight * evidence.q[from + pairs.get(o).open()];
                }
            } else if (evidence.rows.place[row] == Rows.BEHIND) {
                mass[k] += weight;
                for (int v = 0; v < vocabulary; v++) {
                    behind[k][v] += weight * evidence.q[from + v];
                }
            } else {
                int inside = evidence.rows.contents[row];
                massBy[k][inside] += weight;
                closes[k][inside] += weight * evidence.q[from + pairs.get(k).close()];
                double[] law = content[k][common(evidence.rows, row)];
                double[] alone = content[k][groups + 2 + evidence.rows.current(row)];
                for (int v = 0; v < vocabulary; v++) {
                    boolean ordinary = !evidence.rows.isBracket(v);
                    law[v] += ordinary ? weight * evidence.q[from + v] : 0;
                    alone[v] += ordinary ? weight * evidence.q[from + v] : 0;
                    shallowContent[k] +=
                            ordinary && evidence.rows.depth[row] < deepest ? weight * evidence.q[from + v] : 0;
                }
                for (int o = 0; o < kinds && evidence.rows.depth[row] < deepest; o++) {
                    opens[k][o] += weight * evidence.q[from + pairs.get(o).open()];
                }
            }
        }
        for (int k = 0; k < kinds; k++) {
            opensOutside[k] = Digits.of(opensOutside[k] / Math.max(LEAST, outside));
            divide(behind[k], mass[k]);
            if (mass[k] == 0) {
                // none closes in the rows of the fit: anything may come behind
                Arrays.fill(behind[k], 1.0 / vocabulary);
            }
            for (int c = 0; c <= Rows.RESUMED; c++) {
                double share = closes[k][c] / massBy[k][c];
                closes[k][c] = share >= MUST ? Double.POSITIVE_INFINITY : Digits.of(share / (1 - share));
            }
            for (int o = 0; o < kinds; o++) {
                opens[k][o] = Digits.of(opens[k][o] / Math.max(LEAST, shallowContent[k]));
            }
            for (int token = 0; token < vocabulary; token++) {
                if (groupOf[token] == Rows.NONE
                        || !pays(content[k][groups + 2 + token], content[k][groupOf[token]], price)) {
                    content[k][groups + 2 + token] = null;
                }
            }
            for (int slot = 0; slot < content[k].length; slot++) {
                if (content[k][slot] == null) {
                    continue;
                }
                double sum = 0;
                for (double value : content[k][slot]) {
                    sum += value;
                }
                if (sum > 0) {
                    divide(content[k][slot], sum);
                } else {
                    content[k][slot] = null;
                }
            }
        }
    }

    /** Whether the law of one token, as sums, is worth being written beside that of its group. */
    private static boolean pays(double[] alone, double[] group, Price price) {
        double mass = 0;
        double all = 0;
        for (int v = 0; v < alone.length; v++) {
            mass += alone[v];
            all += group[v];
        }
        double nats = 0;
        double[] law = new double[alone.length];
        for (int v = 0; v < alone.length && mass > 0; v++) {
            law[v] = alone[v] / mass;
            nats += alone[v] > 0 ? alone[v] * StrictMath.log(law[v] / (group[v] / all)) : 0;
        }
        return mass > 0 && price.observations() * nats > price.condition(1) + price.law(law, mass);
    }

    private static void divide(double[] sums, double mass) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(LEAST, mass);
        }
        Digits.round(sums);
    }

    /** The slot of the current token at a row inside. */
    int slot(Rows rows, int row) {
        int alone = groups + 2 + rows.current(row);
        return content[rows.innermost[row]][alone] != null ? alone : common(rows, row);
    }

    private int common(Rows rows, int row) {
        int token = rows.current(row);
        int group = groupOf[token];
        return group != Rows.NONE
                ? group
                : token == pairs.get(rows.innermost[row]).open() ? groups : groups + 1;
    }

    int groups() {
        return groups;
    }

    double opening() {
        double sum = 0;
        for (double share : opensOutside) {
            sum += share;
        }
        return sum;
    }

    /** The shares at a row inside of closing, of content, and of each bracket that opens; all 0 but closing where nothing is known. */
    double[] shares(Rows rows, int row) {
        int k = rows.innermost[row];
        double[] shares = new double[2 + pairs.size()];
        double weight = closes[k][rows.contents[row]];
        double[] law = content[k][slot(rows, row)];
        if (weight == Double.POSITIVE_INFINITY) {
            shares[0] = 1;
            return shares;
        }
        shares[0] = Double.isNaN(weight) ? 0 : weight;
        shares[1] = law == null ? 0 : 1;
        double sum = shares[0] + shares[1];
        for (int o = 0; o < pairs.size() && rows.depth[row] < deepest; o++) {
            shares[2 + o] = opens[k][o];
            sum += opens[k][o];
        }
        for (int i = 0; i < shares.length && sum > 0; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** Writes the law at a row inside or behind into {@code p}. */
    void predict(Rows rows, int row, double[] p) {
        int from = row * vocabulary;
        int k = rows.innermost[row];
        if (rows.place[row] == Rows.BEHIND) {
            System.arraycopy(behind[k], 0, p, from, vocabulary);
        } else {
            double[] shares = shares(rows, row);
            double[] law = content[k][slot(rows, row)];
            for (int v = 0; v < vocabulary && law != null; v++) {
                p[from + v] = shares[1] * law[v];
            }
            p[from + pairs.get(k).close()] += shares[0];
            for (int o = 0; o < pairs.size(); o++) {
                p[from + pairs.get(o).open()] += shares[2 + o];
            }
        }
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            sum += p[from + v];
        }
        for (int v = 0; v < vocabulary; v++) {
            double share = sum > 0 ? p[from + v] / sum : 1.0 / vocabulary;
            p[from + v] = (1 - Mixture.FLOOR) * share + Mixture.FLOOR / vocabulary;
        }
    }
}
