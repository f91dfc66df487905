package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.neural.FreshProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchEngineTest {
    @Test
    void the_engine_starts_offline_and_untracked_on_one_thread() {
        TorchEngine.start();
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(JniUtils.getNumThreads()).isEqualTo(1);
        assertThat(TorchEngine.description()).startsWith("PyTorch 2.7.1");
    }

    /** In a fresh process, where nothing has touched the engine yet, anything that asks for a connection is an error. */
    @Test
    @Tag("slow")
    void a_fresh_process_trains_without_asking_for_a_connection() throws IOException, InterruptedException {
        FreshProcess process = FreshProcess.run(List.of(), WithoutNetwork.class);
        assertThat(process.exit()).as(process.said()).isZero();
    }

    @Test
    @Tag("slow")
    void a_cache_that_cannot_be_written_is_said_with_what_to_do(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a-file-and-no-folder"), "");
        FreshProcess process = FreshProcess.run(List.of("-DDJL_CACHE_DIR=" + file), WithoutNetwork.class);
        assertThat(process.exit()).isEqualTo(1);
        assertThat(process.said())
                .contains("EngineUnavailableException: the native engine did not start")
                .contains("DJL_CACHE_DIR");
    }

    /** Starts the engine where every connection of the Java library goes through a selector that refuses. */
    static final class WithoutNetwork {
        private static final int CONNECTION_WANTED = 9;

        private WithoutNetwork() {}

        public static void main(String[] arguments) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return refuse(uri);
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException e) {
                    refuse(uri);
                }
            });
            MachineCeiling ceiling = MachineCeiling.measure();
            if (!(ceiling.gigaflops() > 0)) {
                throw new IllegalStateException("the engine did not compute: " + ceiling);
            }
        }

        /** Ends the process at once: an exception might be caught on the way by whoever asked. */
        private static List<Proxy> refuse(URI uri) {
            Runtime.getRuntime().halt(CONNECTION_WANTED);
            throw new IllegalStateException("asked for a connection to " + uri);
        }
    }
}
