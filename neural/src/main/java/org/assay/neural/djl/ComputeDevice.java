package org.assay.neural.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * Where tensors live and programs run: the processor, or the first GPU that the engine can use. Chosen once, before a training
 * starts; tensors are made there and read back explicitly.
 */
public enum ComputeDevice {
    CPU(Device.cpu()),
    GPU(Device.gpu(0));

    private final Device device;

    ComputeDevice(Device device) {
        this.device = device;
    }

    /**
     * What a person asked for.
     *
     * @param wish {@code cpu}, {@code gpu}, or {@code auto}: the GPU where the engine can use one, else the processor
     * @throws GpuUnavailableException when {@code gpu} was asked for and the engine can use none
     */
    public static ComputeDevice chosen(String wish) {
        return switch (wish.toLowerCase(Locale.ROOT)) {
            case "cpu" -> CPU;
            case "auto" -> TorchEngine.usesCuda() ? GPU : CPU;
            case "gpu" -> {
                if (!TorchEngine.usesCuda()) {
                    throw new GpuUnavailableException();
                }
                yield GPU;
            }
            default -> throw new IllegalArgumentException("device must be cpu, gpu or auto, got '" + wish + "'");
        };
    }

    /** As the engine calls it. */
    Device device() {
        return device;
    }

    /** The entries of a tensor of any device. */
    static float[] floats(NDArray array) {
        return array.toDevice(Device.cpu(), false).toFloatArray();
    }
}
