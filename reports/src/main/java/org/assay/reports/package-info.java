/** To be written. */
package org.assay.reports;
