/** To be written. */
package org.assay.analysis;
