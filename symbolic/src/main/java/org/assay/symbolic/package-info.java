/** To be written. */
package org.assay.symbolic;
