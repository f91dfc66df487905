/**
 * The table of cases that the tests of all modules share: processes with their published or independently computed floors,
 * beliefs and laws. Published as the test jar of this module.
 */
package org.assay.datasets.cases;
