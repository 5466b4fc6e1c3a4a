package org.igniterealtime.openfire.plugin.intermediateim.testing.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.igniterealtime.openfire.plugin.intermediateim.testing.Requirement;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down which rows of the checklist the tests of a run covered, and how they ended: lines of id, test and result,
 * with tabs between, in the file that the system property {@code conformance.results} names. Found by JUnit through
 * {@code META-INF/services}.
 */
public final class RequirementListener implements TestExecutionListener {

    /** Of this JVM, in which JUnit may be started anew for each test class. */
    private static final Set<String> LINES = new ConcurrentSkipListSet<>();

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (test.isTest() || !passed) {
            record(test, passed ? "passed" : "failed");
        }
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
        record(test, "skipped");
    }

    private void record(TestIdentifier test, String result) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            String name = method.getJavaClass().getName().replaceAll(".*\\.", "") + "." + method.getMethodName();
            record(List.of(method.getJavaMethod(), method.getJavaClass()), name, result);
        } else if (source instanceof ClassSource type) {
            record(List.of(type.getJavaClass()), type.getJavaClass().getName().replaceAll(".*\\.", ""), result);
        }
    }

    private void record(List<AnnotatedElement> places, String test, String result) {
        for (AnnotatedElement place : places) {
            Requirement requirement = place.getAnnotation(Requirement.class);
            if (requirement != null) {
                for (String id : requirement.value()) {
                    LINES.add(id + "\t" + test + "\t" + result);
                }
            }
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        String file = System.getProperty("conformance.results");
        if (file == null || LINES.isEmpty()) {
            return;
        }
        try {
            Path path = Path.of(file);
            Files.createDirectories(path.getParent());
            Files.write(path, new ArrayList<>(LINES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
