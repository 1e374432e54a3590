package io.jenkins.plugins.multiplatform.jenkins.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import java.util.Collection;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A step whose arguments are checked by name before it exists; a mistake is an error of one line. */
@Restricted(NoExternalUse.class)
public abstract class CheckedStepDescriptor extends StepDescriptor {
    CheckedStepDescriptor() {}

    /** The types of arguments that are lists of maps, by their names. */
    Map<String, Class<?>> nested() {
        return Map.of();
    }

    /**
     * Deprecated for what the model of describables does by itself. It is the only place where a script's mistake can be
     * an {@link AbortException}: the model takes unchecked exceptions alone, which Pipeline logs with their stack.
     */
    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public Step newInstance(@NonNull Map<String, Object> arguments) throws Exception {
        ArgumentNames.requireKnown(getFunctionName(), clazz, arguments);
        for (Map.Entry<String, Class<?>> list : nested().entrySet()) {
            if (arguments.get(list.getKey()) instanceof Collection<?> values) {
                for (Object value : values) {
                    if (value instanceof Map<?, ?> map) {
                        ArgumentNames.requireKnown(
                                getFunctionName() + ": an entry of " + list.getKey(), list.getValue(), map);
                    }
                }
            }
        }
        try {
            if (this instanceof CustomDescribableModel model) {
                model.customInstantiate(arguments);
            }
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        return super.newInstance(arguments);
    }
}
