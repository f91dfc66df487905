package org.assay.symbolic.fit.rule;

import java.util.List;

/**
 * What the network does in and around brackets: the share with which each opens outside and inside, the share with which each closes
 * by how many tokens have come in it, its content by the last token in it, and the law behind it.
 */
final class Spans {
    private static final double LEAST = 1e-12;

    final List<BracketPair> pairs;
    final double[] opensOutside;
    final double[][][] opensInside;
    final double[][] closes;
    final double[][][] content;
    final double[][] behind;
    private final int vocabulary;

    Spans(Evidence evidence) {
        this.pairs = evidence.rows.brackets();
        this.vocabulary = evidence.vocabulary;
        int kinds = pairs.size();
        int deepest = 0;
        int longest = 0;
        for (int row = 0; row < evidence.size(); row++) {
            deepest = Math.max(deepest, evidence.rows.depth[row]);
            longest = Math.max(longest, evidence.rows.contents[row]);
        }
        opensOutside = new double[kinds];
        opensInside = new double[kinds][deepest + 1][kinds];
        closes = new double[kinds][longest + 1];
        content = new double[kinds][vocabulary][vocabulary];
        behind = new double[kinds][vocabulary];
        double outside = 0;
        double[] massBehind = new double[kinds];
        double[][] massByContents = new double[kinds][longest + 1];
        double[][] massByDepth = new double[kinds][deepest + 1];
        double[][] massByLast = new double[kinds][vocabulary];
        double[] anyContent = new double[kinds];
        double[][] mean = new double[kinds][vocabulary];
        for (int row = 0; row < evidence.size(); row++) {
            double weight = evidence.weights[row];
            int from = row * vocabulary;
            int k = evidence.rows.innermost[row];
            switch (evidence.rows.place[row]) {
                case Rows.OUTSIDE -> {
                    outside += weight;
                    for (int o = 0; o < kinds; o++) {
                        opensOutside[o] += weight * evidence.q[from + pairs.get(o).open()];
                    }
                }
                case Rows.BEHIND -> {
                    massBehind[k] += weight;
                    for (int v = 0; v < vocabulary; v++) {
                        behind[k][v] += weight * evidence.q[from + v];
                    }
                }
                default -> {
                    int depth = evidence.rows.depth[row];
                    int inside = evidence.rows.contents[row];
                    int last = evidence.rows.last[row];
                    massByContents[k][inside] += weight;
                    massByDepth[k][depth] += weight;
                    closes[k][inside] += weight * evidence.q[from + pairs.get(k).close()];
                    for (int o = 0; o < kinds; o++) {
                        opensInside[k][depth][o] += weight * evidence.q[from + pairs.get(o).open()];
                    }
                    for (int v = 0; v < vocabulary; v++) {
                        if (!evidence.rows.isBracket(v)) {
                            content[k][last][v] += weight * evidence.q[from + v];
                            massByLast[k][last] += weight * evidence.q[from + v];
                            mean[k][v] += weight * evidence.q[from + v];
                            anyContent[k] += weight * evidence.q[from + v];
                        }
                    }
                }
            }
        }
        for (int k = 0; k < kinds; k++) {
            opensOutside[k] /= Math.max(LEAST, outside);
            divide(behind[k], massBehind[k]);
            divide(mean[k], anyContent[k]);
            for (int c = 0; c <= longest; c++) {
                closes[k][c] = massByContents[k][c] > 0
                        ? closes[k][c] / massByContents[k][c]
                        : c == 0 ? 0 : closes[k][c - 1];
            }
            for (int d = 0; d <= deepest; d++) {
                divide(opensInside[k][d], massByDepth[k][d]);
            }
            for (int last = 0; last < vocabulary; last++) {
                if (massByLast[k][last] > 0) {
                    divide(content[k][last], massByLast[k][last]);
                } else {
                    content[k][last] = mean[k].clone();
                }
            }
        }
    }

    private static void divide(double[] sums, double mass) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(LEAST, mass);
        }
    }

    double opening() {
        double sum = 0;
        for (double share : opensOutside) {
            sum += share;
        }
        return sum;
    }

    double closes(Rows rows, int row) {
        double[] by = closes[rows.innermost[row]];
        return by[Math.min(by.length - 1, rows.contents[row])];
    }

    double opens(Rows rows, int row, int kind) {
        double[][] by = opensInside[rows.innermost[row]];
        return by[Math.min(by.length - 1, rows.depth[row])][kind];
    }

    double contentShare(Rows rows, int row) {
        double share = 1 - closes(rows, row);
        for (int o = 0; o < pairs.size(); o++) {
            share -= opens(rows, row, o);
        }
        return Math.max(0, share);
    }

    /** Writes the law at a row inside or behind into {@code p}. */
    void predict(Rows rows, int row, double[] p) {
        int from = row * vocabulary;
        int k = rows.innermost[row];
        if (rows.place[row] == Rows.BEHIND) {
            System.arraycopy(behind[k], 0, p, from, vocabulary);
        } else {
            double share = contentShare(rows, row);
            for (int v = 0; v < vocabulary; v++) {
                p[from + v] = share * content[k][rows.last[row]][v];
            }
            p[from + pairs.get(k).close()] += closes(rows, row);
            for (int o = 0; o < pairs.size(); o++) {
                p[from + pairs.get(o).open()] += opens(rows, row, o);
            }
        }
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            sum += p[from + v];
        }
        for (int v = 0; v < vocabulary; v++) {
            p[from + v] = (1 - Mixture.FLOOR) * p[from + v] / sum + Mixture.FLOOR / vocabulary;
        }
    }
}
