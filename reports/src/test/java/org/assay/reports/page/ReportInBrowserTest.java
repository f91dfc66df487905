package org.assay.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.assay.reports.SampleRun;
import org.assay.reports.figure.BlockFiguresTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page from disk in headless Chromium: no script error, every chart drawn, both themes, wide and narrow. */
@Tag("optional")
@EnabledIfSystemProperty(named = "assay.optional", matches = "true", disabledReason = "needs Chromium on the path")
class ReportInBrowserTest {
    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void writePage() throws IOException {
        assumeTrue(
                List.of("/usr/bin/chromium", "/usr/local/bin/chromium").stream()
                        .anyMatch(p -> new File(p).canExecute()),
                "Chromium is not installed");
        page = Files.writeString(folder.resolve("report.html"), ReportPage.render(SampleRun.of()));
    }

    @Test
    void every_chart_is_drawn_without_a_script_error_or_a_breach_of_policy() throws Exception {
        Path dom = folder.resolve("dom.html");
        browse(dom, "--dump-dom", page.toUri().toString());
        String html = Files.readString(dom);
        assertThat(html).contains("data-errors=\"0\"");
        int figures = Files.readString(page).split("<figure", -1).length;
        assertThat(figures).isGreaterThan(15);
        assertThat(html.split("data-rendered=\"true\"", -1)).hasSize(figures);
        assertThat(html.split("<canvas", -1)).hasSize(figures);
    }

    @Test
    void the_figures_of_blocks_are_drawn_as_well_wide_and_narrow_light_and_dark() throws Exception {
        String text = FigurePage.render("Assay circuit", "a network", List.of("A remark."), BlockFiguresTest.all());
        page = Files.writeString(folder.resolve("blocks.html"), text);
        for (int width : new int[] {1300, 500}) {
            Path dom = folder.resolve("dom" + width + ".html");
            browse(dom, "--dump-dom", "--window-size=" + width + ",4000", page.toUri() + "#theme=dark");
            String html = Files.readString(dom);
            assertThat(html).contains("data-errors=\"0\"");
            assertThat(html.split("data-rendered=\"true\"", -1)).hasSize(6);
        }
        assertThat(brightness(screenshot("#theme=light", 1300))).isGreaterThan(200);
        assertThat(brightness(screenshot("#theme=dark", 1300))).isLessThan(60);
    }

    @Test
    void both_themes_are_drawn_in_their_own_colours() throws Exception {
        assertThat(brightness(screenshot("#theme=light", 1300))).isGreaterThan(200);
        assertThat(brightness(screenshot("#theme=dark", 1300))).isLessThan(60);
    }

    @Test
    void a_narrow_window_holds_the_page_without_scrolling_sideways() throws Exception {
        BufferedImage image = screenshot("#theme=light", 500);
        int background = image.getRGB(1, 1);
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(image.getWidth() - 2, y)).isEqualTo(background);
        }
    }

    private BufferedImage screenshot(String hash, int width) throws Exception {
        Path png = folder.resolve("page.png");
        browse(
                folder.resolve("log.txt"),
                "--screenshot=" + png,
                "--hide-scrollbars",
                "--window-size=" + width + ",9000",
                page.toUri() + hash);
        return ImageIO.read(png.toFile());
    }

    private void browse(Path out, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=8000",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("browser ended").isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static double brightness(BufferedImage image) {
        long sum = 0;
        for (int y = 0; y < image.getHeight(); y += 5) {
            for (int x = 0; x < image.getWidth(); x += 5) {
                sum += image.getRGB(x, y) >> 8 & 0xFF;
            }
        }
        return sum / (image.getHeight() / 5.0 * image.getWidth() / 5.0);
    }
}
