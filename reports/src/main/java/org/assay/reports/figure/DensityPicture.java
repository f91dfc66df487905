package org.assay.reports.figure;

import java.util.Base64;
import org.assay.datasets.matrix.Matrix;

/**
 * Very many points of a simplex as one picture: where more of them fall it is more opaque, by the logarithm of their number, and the colour
 * is the mean of their true beliefs. There is one picture for each theme.
 */
final class DensityPicture {
    /** As the corners and categories of the style sheet: {@code --corner-1 .. 3} and, for more states, {@code --cat-1 .. 7}. */
    static final int[] CORNERS_LIGHT = {0xd55e00, 0x0072b2, 0x009e73};

    static final int[] CORNERS_DARK = {0xff8f4a, 0x56b4e9, 0x3cc89a};
    static final int[] MORE_LIGHT = {0x0072b2, 0xd55e00, 0x009e73, 0xb0578c, 0xb37700, 0x3f8fc4, 0x6b6b6b};

    private static final int WIDTH = 600;

    /** A single point is seen, and the fullest pixel is not all there is to see. */
    private static final double FAINTEST = 0.55;

    private DensityPicture() {}

    /**
     * The picture as the address of an image that needs no file.
     *
     * @param points  n x S, as read out
     * @param truth   n x S, not negative, their colours
     * @param margin  drawn around the simplex
     * @param corners of each state's colour, 0xrrggbb
     */
    static String of(SimplexPlane plane, Matrix points, Matrix truth, double margin, int[] corners) {
        int height = (int) Math.round(WIDTH * (SimplexPlane.HEIGHT + 2 * margin) / (1 + 2 * margin));
        int states = truth.columns();
        int[] count = new int[WIDTH * height];
        double[] shares = new double[count.length * states];
        int most = 0;
        for (int r = 0; r < points.rows(); r++) {
            double[] at = plane.place(points, r);
            int x = within((at[0] + margin) / (1 + 2 * margin), WIDTH);
            int y = within(1 - (at[1] + margin) / (SimplexPlane.HEIGHT + 2 * margin), height);
            int pixel = y * WIDTH + x;
            most = Math.max(most, ++count[pixel]);
            for (int s = 0; s < states; s++) {
                shares[pixel * states + s] += truth.get(r, s);
            }
        }
        int[] argb = new int[count.length];
        for (int pixel = 0; pixel < argb.length; pixel++) {
            if (count[pixel] > 0) {
                double opacity =
                        most == 1 ? 1 : FAINTEST + (1 - FAINTEST) * StrictMath.log(count[pixel]) / StrictMath.log(most);
                argb[pixel] = (int) Math.round(255 * opacity) << 24 | mixed(shares, pixel * states, states, corners);
            }
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(PngImage.of(WIDTH, height, argb));
    }

    /** Farther out than the picture is drawn at its edge. */
    private static int within(double share, int extent) {
        return (int) Math.max(0, Math.min(extent - 1, Math.floor(share * extent)));
    }

    /** As the page mixes the colours of single points: the square root of the mean square, channel by channel. */
    private static int mixed(double[] shares, int from, int states, int[] corners) {
        double total = 0;
        for (int s = 0; s < states; s++) {
            total += shares[from + s];
        }
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double sum = 0;
            for (int s = 0; s < states; s++) {
                double channel = corners[s % corners.length] >> shift & 0xff;
                sum += shares[from + s] / total * channel * channel;
            }
            colour |= (int) Math.round(Math.sqrt(sum)) << shift;
        }
        return colour;
    }
}
