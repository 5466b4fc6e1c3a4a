package org.igniterealtime.openfire.plugin.intermediateim.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rows of the acceptance checklist (src/test/conformance) that a test covers: it fails without the behaviour. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requirement {

    /** @return ids such as {@code 0071-12} */
    String[] value();
}
