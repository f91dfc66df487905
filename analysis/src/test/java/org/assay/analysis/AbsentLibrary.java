package org.assay.analysis;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The classes of this project as they load on a machine where some jars of the class path hold nothing. */
public final class AbsentLibrary {
    private AbsentLibrary() {}

    /** A loader of everything on the class path but the jars whose file name matches {@code name}. */
    public static URLClassLoader without(String name) throws MalformedURLException {
        List<URL> kept = new ArrayList<>();
        int dropped = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Path.of(entry).getFileName().toString().matches(name)) {
                dropped++;
            } else {
                kept.add(Path.of(entry).toUri().toURL());
            }
        }
        if (dropped == 0) {
            throw new IllegalStateException("nothing on the class path is called '" + name + "'");
        }
        return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
