/** To be written. */
package org.assay.neural;
