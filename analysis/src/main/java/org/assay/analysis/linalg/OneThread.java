package org.assay.analysis.linalg;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The gate to OpenBLAS, which ND4J and Smile share within a process. Its last bits depend on how many threads it uses,
 * so everything that calls it does so here, with the number of threads set to one. Callers may run side by side.
 *
 * <p>Starting ND4J sets the number of threads to the number of cores; nothing else may be under way meanwhile, which is
 * what the write half of the lock is for.
 */
public final class OneThread {
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();

    private OneThread() {}

    /** Runs native linear algebra on one thread of OpenBLAS. */
    public static <T> T call(Supplier<T> algebra) {
        LOCK.readLock().lock();
        try {
            if (openblas_nolapack.blas_get_num_threads() != 1) {
                openblas_nolapack.blas_set_num_threads(1);
            }
            return algebra.get();
        } finally {
            LOCK.readLock().unlock();
        }
    }

    /** The same for what gives nothing back. */
    static void run(Runnable algebra) {
        call(() -> {
            algebra.run();
            return true;
        });
    }

    /** Runs what may change the number of threads, alone, and sets it back to one. */
    static void start(Runnable library) {
        LOCK.writeLock().lock();
        try {
            library.run();
            openblas_nolapack.blas_set_num_threads(1);
        } finally {
            LOCK.writeLock().unlock();
        }
    }
}
