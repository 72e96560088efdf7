package dev.assay.junit;

import dev.assay.core.run.ExampleResult;
import dev.assay.core.run.NotConfigured;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs the suite of an {@link EvalTest}, and makes a test of each example and of the gate. */
final class EvalTestExtension implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), EvalTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    EvalTest annotation =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), EvalTest.class)
            .orElseThrow();
    RunCheck run =
        new RunCheck(EvaluationSetup.of(annotation, context.getRequiredTestClass()).run());
    List<TestTemplateInvocationContext> tests = new ArrayList<>();
    for (ExampleCheck example : run.examples()) {
      tests.add(new NamedTest(example.name(), new ExampleTest(example)));
    }
    for (NotConfigured evaluator : run.notConfigured()) {
      Runnable check =
          () -> {
            throw RunCheck.aborted(evaluator);
          };
      tests.add(new NamedTest(RunCheck.name(evaluator), new CheckTest(check)));
    }
    tests.add(new NamedTest("gate", new CheckTest(run::checkGate)));
    return tests.stream();
  }

  private record NamedTest(String name, Extension test) implements TestTemplateInvocationContext {

    @Override
    public String getDisplayName(int index) {
      return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(test);
    }
  }

  /** Gives the method what it may take. */
  private abstract static class Test implements ParameterResolver, InvocationInterceptor {

    abstract @Nullable ExampleResult result();

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == ExampleResult.class;
    }

    @Override
    public final @Nullable Object resolveParameter(
        ParameterContext parameter, ExtensionContext context) {
      return result();
    }
  }

  private static final class ExampleTest extends Test {

    private final ExampleCheck example;

    ExampleTest(ExampleCheck example) {
      this.example = example;
    }

    @Override
    ExampleResult result() {
      return example.first();
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      try {
        example.check();
      } catch (Throwable e) {
        invocation.skip();
        throw e;
      }
      invocation.proceed();
    }
  }

  /** A test of the run as a whole, for which the method is not called. */
  private static final class CheckTest extends Test {

    private final Runnable check;

    CheckTest(Runnable check) {
      this.check = check;
    }

    @Override
    @Nullable ExampleResult result() {
      return null;
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context) {
      invocation.skip();
      check.run();
    }
  }
}
