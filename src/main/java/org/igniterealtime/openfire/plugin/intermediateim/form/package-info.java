/** Data forms (XEP-0004) as values, with their types (XEP-0068). */
package org.igniterealtime.openfire.plugin.intermediateim.form;
