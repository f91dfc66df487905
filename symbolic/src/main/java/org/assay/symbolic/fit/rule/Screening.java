package org.assay.symbolic.fit.rule;

/** What conditions promise before anything is fitted: mass x KL(mean network law || mean program law) where they hold. */
final class Screening {
    private Screening() {}

    static int only(double[] law) {
        int most = 0;
        for (int v = 0; v < law.length; v++) {
            most = law[v] > law[most] ? v : most;
        }
        return most;
    }

    /** The set of {@code token} alone. */
    static boolean[] alone(int vocabulary, int token) {
        boolean[] set = new boolean[vocabulary];
        set[token] = true;
        return set;
    }

    /** The tokens of a group. */
    static boolean[] group(int[] groupOf, int group) {
        boolean[] set = new boolean[groupOf.length];
        for (int v = 0; v < set.length; v++) {
            set[v] = groupOf[v] == group;
        }
        return set;
    }

    static double promise(double[] wanted, double[] given) {
        double promise = 0;
        for (int v = 0; v < wanted.length; v++) {
            promise += wanted[v] > 0 ? wanted[v] * Math.log(wanted[v] / given[v]) : 0;
        }
        return promise;
    }

    static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static double copyPromise(double mass, double wanted, double given) {
        double other = mass - wanted;
        return wanted > given
                ? wanted * Math.log(wanted / given) + (other > 0 ? other * Math.log(other / (mass - given)) : 0)
                : 0;
    }

    static int count(boolean[] set) {
        int count = 0;
        for (boolean one : set) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
