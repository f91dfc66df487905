package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.reports.figure.BeliefFigure.Panel;
import org.junit.jupiter.api.Test;

class BeliefFigureTest {
    private static final List<String> THREE = List.of("A", "B", "C");

    @Test
    void a_png_reads_back_as_the_pixels_it_was_made_of() throws IOException {
        int[] argb = {0xff112233, 0x80445566, 0x00000000, 0xffffffff, 0x01fe0102, 0xff00ff00};
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngImage.of(3, 2, argb)));
        assertThat(read.getWidth()).isEqualTo(3);
        assertThat(read.getHeight()).isEqualTo(2);
        for (int i = 0; i < argb.length; i++) {
            assertThat(read.getRGB(i % 3, i / 3)).isEqualTo(argb[i]);
        }
    }

    @Test
    void a_million_points_are_one_picture_with_each_of_them_in_its_place() throws IOException {
        Matrix beliefs = uniform(1_000_000, 3);
        Map<?, ?> picture = (Map<?, ?>) series(figure(beliefs, true), 1).get("picture");
        for (String theme : List.of("light", "dark")) {
            BufferedImage image = image((String) picture.get(theme));
            int inside = 0;
            int shown = 0;
            int outside = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    boolean within = inTriangle(image, x, y);
                    boolean seen = image.getRGB(x, y) >>> 24 > 0;
                    inside += within ? 1 : 0;
                    shown += seen ? 1 : 0;
                    outside += seen && !within ? 1 : 0;
                }
            }
            assertThat(outside).isZero();
            // About nine points fall on each pixel of the triangle, so that one in some thousands stays empty.
            assertThat((double) shown / inside).isGreaterThan(.97);
        }
    }

    @Test
    void colours_of_a_picture_are_those_of_the_corners() throws IOException {
        Matrix corners = Matrix.identity(3);
        String uri = DensityPicture.of(SimplexPlane.of(corners), corners, corners, 0.12, DensityPicture.CORNERS_LIGHT);
        int[] seen = pixels(image(uri))
                .filter(rgb -> rgb >>> 24 > 0)
                .map(rgb -> rgb & 0xffffff)
                .sorted()
                .toArray();
        int[] wanted = DensityPicture.CORNERS_LIGHT.clone();
        Arrays.sort(wanted);
        assertThat(seen).isEqualTo(wanted);
    }

    @Test
    void pictures_have_the_colours_of_the_style_sheet() throws IOException {
        String css;
        try (InputStream in = BeliefFigure.class.getResourceAsStream("/org/assay/reports/page/report.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(css).contains(declared("corner", i, DensityPicture.CORNERS_LIGHT));
            assertThat(css).contains(declared("corner", i, DensityPicture.CORNERS_DARK));
        }
        for (int i = 0; i < DensityPicture.MORE_LIGHT.length; i++) {
            assertThat(css).contains(declared("cat", i, DensityPicture.MORE_LIGHT));
        }
    }

    private static String declared(String name, int i, int[] colours) {
        return String.format(Locale.ROOT, "--%s-%d: #%06x", name, i + 1, colours[i]);
    }

    @Test
    void at_most_twenty_thousand_points_are_live() {
        Matrix beliefs = uniform(30_000, 3);
        Figure figure = BeliefFigure.live(
                "b", "h", THREE, beliefs, List.of(new Panel("a", "", beliefs), new Panel("b", "", beliefs)), "c.");
        int points = ((List<?>) series(figure, 1).get("data")).size()
                + ((List<?>) series(figure, 3).get("data")).size();
        assertThat(points).isBetween(15_000, BeliefFigure.LIVE_POINTS);
        assertThat(figure.caption()).contains("10,000 of 30,000 contexts");
    }

    @Test
    void four_states_are_a_tetrahedron_whose_corners_are_apart_and_whose_centre_is_their_mean() {
        SimplexPlane plane = SimplexPlane.of(uniform(50, 4));
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < a; b++) {
                double dx = plane.corners().get(a, 0) - plane.corners().get(b, 0);
                double dy = plane.corners().get(a, 1) - plane.corners().get(b, 1);
                assertThat(Math.hypot(dx, dy)).isGreaterThan(.2);
            }
        }
        double[] centre = plane.place(Matrix.ofRows(new double[] {.25, .25, .25, .25}), 0);
        double mean = Arrays.stream(plane.corners().column(0)).sum() / 4;
        assertThat(centre[0]).isCloseTo(mean, within(1e-12));
    }

    @Test
    void more_states_are_seen_along_what_varies_most() {
        // Only the first three of five states ever differ, so that the others lie at one point.
        Matrix three = uniform(2000, 3);
        Matrix five = three.beside(Matrix.zeros(2000, 2));
        SimplexPlane plane = SimplexPlane.of(five);
        assertThat(plane.corners().get(3, 0)).isCloseTo(plane.corners().get(4, 0), within(1e-9));
        assertThat(plane.words()).contains("5 states");
        double apart = Math.hypot(
                plane.corners().get(0, 0) - plane.corners().get(1, 0),
                plane.corners().get(0, 1) - plane.corners().get(1, 1));
        assertThat(apart).isGreaterThan(.5);
    }

    @Test
    void panels_of_other_shapes_are_refused() {
        Matrix beliefs = uniform(10, 3);
        assertThatThrownBy(() ->
                        BeliefFigure.live("b", "h", THREE, beliefs, List.of(new Panel("a", "", uniform(9, 3))), "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("panel a");
    }

    private static Figure figure(Matrix beliefs, boolean density) {
        List<Panel> panels = List.of(new Panel("truth", "", beliefs));
        return density
                ? BeliefFigure.density("b", "h", THREE, beliefs, panels, "c")
                : BeliefFigure.live("b", "h", THREE, beliefs, panels, "c");
    }

    private static Map<?, ?> series(Figure figure, int index) {
        return (Map<?, ?>) ((List<?>) figure.views().get(0).option().get("series")).get(index);
    }

    private static BufferedImage image(String uri) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static IntStream pixels(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
    }

    /** Whether any part of the pixel lies in the triangle, a pixel more for rounding. */
    private static boolean inTriangle(BufferedImage image, int x, int y) {
        double scale = 1.24 / image.getWidth();
        double px = (x + .5) * scale - .12;
        double py = SimplexPlane.HEIGHT + .12 - (y + .5) * scale;
        double slack = 2 * scale;
        return py > -slack && py < Math.sqrt(3) * px + 2 * slack && py < Math.sqrt(3) * (1 - px) + 2 * slack;
    }

    private static Matrix uniform(int rows, int states) {
        Draws draws = Seed.of(7).draws();
        Matrix points = Matrix.zeros(rows, states);
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int s = 0; s < states; s++) {
                points.set(r, s, -Math.log(1 - draws.nextDouble()));
                sum += points.get(r, s);
            }
            for (int s = 0; s < states; s++) {
                points.set(r, s, points.get(r, s) / sum);
            }
        }
        return points;
    }
}
