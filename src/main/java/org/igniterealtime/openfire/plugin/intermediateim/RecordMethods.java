package org.igniterealtime.openfire.plugin.intermediateim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the JDK let go of our records. {@link ObjectMethods} keeps, in method handles that cache one type each, the
 * class for which it made {@code equals}, {@code hashCode} or {@code toString} last; one of ours would keep all others
 * of the plugin in memory after it is gone. Here it makes them for a class of the JDK.
 */
final class RecordMethods {

    private static final Logger Log = LoggerFactory.getLogger(RecordMethods.class);

    private RecordMethods() {}

    static void release() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle component = lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
            for (String method : new String[] {"equals", "hashCode", "toString"}) {
                ObjectMethods.bootstrap(lookup, method, MethodHandle.class, String.class, "component", component);
            }
        } catch (Throwable e) { // as it is declared
            Log.debug("The JDK may keep classes of the plugin in memory", e);
        }
    }
}
