/**
 * Processes of the literature by name, each a function that returns data, by family:
 * {@link org.assay.datasets.process.library.XorProcesses}, {@link org.assay.datasets.process.library.SoficProcesses},
 * {@link org.assay.datasets.process.library.StackProcesses}, {@link org.assay.datasets.process.library.WordProcesses},
 * {@link org.assay.datasets.process.library.GeneralisedProcesses}; Mess3 is in {@link
 * org.assay.datasets.process.Processes}. {@link org.assay.datasets.process.library.BuiltInProcesses} lists what can be
 * asked for by name. May import {@code process} and {@code process.combine}. Not here: rule languages ({@code
 * datasets.language}).
 */
package org.assay.datasets.process.library;
