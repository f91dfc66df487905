package org.assay.datasets.mixedstate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.StationaryLaw;

/** The closed communicating classes of a finite graph: once in one, never out of it. */
final class ClosedClasses {
    private ClosedClasses() {}

    /** For each node whether it lies in a closed class. Targets of -1 are no edges. */
    static boolean[] of(List<int[]> targets) {
        int[] component = components(targets);
        boolean[] open = new boolean[targets.size()];
        for (int s = 0; s < component.length; s++) {
            for (int to : targets.get(s)) {
                open[component[s]] |= to >= 0 && component[to] != component[s];
            }
        }
        boolean[] closed = new boolean[component.length];
        for (int s = 0; s < closed.length; s++) {
            closed[s] = !open[component[s]];
        }
        return closed;
    }

    /**
     * For each node the number of its strongly connected component (Sharir 1981: two searches, the second backwards).
     */
    static int[] components(List<int[]> targets) {
        int n = targets.size();
        List<List<Integer>> backwards = new ArrayList<>();
        for (int s = 0; s < n; s++) {
            backwards.add(new ArrayList<>());
        }
        for (int s = 0; s < n; s++) {
            for (int to : targets.get(s)) {
                if (to >= 0) {
                    backwards.get(to).add(s);
                }
            }
        }
        int[] order = finishingOrder(targets);
        int[] component = new int[n];
        Arrays.fill(component, -1);
        int count = 0;
        for (int i = n - 1; i >= 0; i--) {
            if (component[order[i]] < 0) {
                ArrayDeque<Integer> waiting = new ArrayDeque<>(List.of(order[i]));
                component[order[i]] = count;
                while (!waiting.isEmpty()) {
                    for (int from : backwards.get(waiting.pop())) {
                        if (component[from] < 0) {
                            component[from] = count;
                            waiting.push(from);
                        }
                    }
                }
                count++;
            }
        }
        return component;
    }

    /** Nodes in the order in which a depth-first search leaves them. */
    private static int[] finishingOrder(List<int[]> targets) {
        int n = targets.size();
        int[] order = new int[n];
        int[] edge = new int[n];
        boolean[] seen = new boolean[n];
        int finished = 0;
        ArrayDeque<Integer> path = new ArrayDeque<>();
        for (int root = 0; root < n; root++) {
            if (!seen[root]) {
                seen[root] = true;
                path.push(root);
            }
            while (!path.isEmpty()) {
                int s = path.peek();
                if (edge[s] == targets.get(s).length) {
                    order[finished++] = path.pop();
                } else {
                    int to = targets.get(s)[edge[s]++];
                    if (to >= 0 && !seen[to]) {
                        seen[to] = true;
                        path.push(to);
                    }
                }
            }
        }
        return order;
    }

    /** The stationary law of each closed class, weighted by the probability {@code absorbed} that has entered it. */
    static double[] settle(List<int[]> targets, boolean[] closed, Matrix laws, double[] absorbed) {
        int[] component = components(targets);
        double[] law = new double[targets.size()];
        boolean[] done = new boolean[targets.size()];
        for (int first = 0; first < law.length; first++) {
            if (closed[first] && !done[component[first]]) {
                done[component[first]] = true;
                int[] members = members(component, component[first]);
                double[] own = StationaryLaw.of(chain(targets, laws, members));
                double weight =
                        Arrays.stream(members).mapToDouble(s -> absorbed[s]).sum();
                for (int i = 0; i < members.length; i++) {
                    law[members[i]] = weight * own[i];
                }
            }
        }
        return law;
    }

    private static int[] members(int[] component, int wanted) {
        List<Integer> members = new ArrayList<>();
        for (int s = 0; s < component.length; s++) {
            if (component[s] == wanted) {
                members.add(s);
            }
        }
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Matrix chain(List<int[]> targets, Matrix laws, int[] members) {
        Matrix chain = Matrix.zeros(members.length, members.length);
        for (int i = 0; i < members.length; i++) {
            for (int v = 0; v < laws.columns(); v++) {
                int to = targets.get(members[i])[v];
                if (to >= 0) {
                    int j = Arrays.binarySearch(members, to);
                    chain.set(i, j, chain.get(i, j) + laws.get(members[i], v));
                }
            }
        }
        return chain;
    }
}
