package io.jenkins.plugins.multiplatform.jenkins.run;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import io.jenkins.plugins.multiplatform.auth.Credential;
import io.jenkins.plugins.multiplatform.auth.CredentialException;
import io.jenkins.plugins.multiplatform.auth.DockerAuthVariable;
import io.jenkins.plugins.multiplatform.build.BuildException;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.ConsoleReport;
import io.jenkins.plugins.multiplatform.build.ContextFacts;
import io.jenkins.plugins.multiplatform.build.LintReport;
import io.jenkins.plugins.multiplatform.build.MirrorRule;
import io.jenkins.plugins.multiplatform.build.MissingPlatform;
import io.jenkins.plugins.multiplatform.builder.BuilderException;
import io.jenkins.plugins.multiplatform.builder.BuilderInstance;
import io.jenkins.plugins.multiplatform.buildkit.session.SecretSource;
import io.jenkins.plugins.multiplatform.buildkit.ssh.SshAgents;
import io.jenkins.plugins.multiplatform.jenkins.action.ImagesAction;
import io.jenkins.plugins.multiplatform.jenkins.agent.ReadContextTask;
import io.jenkins.plugins.multiplatform.jenkins.agent.ReadLoginsTask;
import io.jenkins.plugins.multiplatform.jenkins.config.MultiPlatformBuildConfiguration;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RegistryCredentials;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RunSecrets;
import io.jenkins.plugins.multiplatform.jenkins.credentials.RunSshKeys;
import io.jenkins.plugins.multiplatform.jenkins.fleet.AddressBuild;
import io.jenkins.plugins.multiplatform.jenkins.fleet.EngineJars;
import io.jenkins.plugins.multiplatform.jenkins.fleet.JenkinsFleet;
import io.jenkins.plugins.multiplatform.jenkins.fleet.RunSite;
import io.jenkins.plugins.multiplatform.job.AgentLostException;
import io.jenkins.plugins.multiplatform.job.AgentPreference;
import io.jenkins.plugins.multiplatform.job.AgentRules;
import io.jenkins.plugins.multiplatform.job.BuildArguments;
import io.jenkins.plugins.multiplatform.job.CredentialDesk;
import io.jenkins.plugins.multiplatform.job.DistributedBuild;
import io.jenkins.plugins.multiplatform.job.InvalidArgumentException;
import io.jenkins.plugins.multiplatform.job.PlanReport;
import io.jenkins.plugins.multiplatform.job.RegistryLogins;
import io.jenkins.plugins.multiplatform.job.RunListeners;
import io.jenkins.plugins.multiplatform.job.SecretMask;
import io.jenkins.plugins.multiplatform.plan.BuildRequest;
import io.jenkins.plugins.multiplatform.plan.PlanException;
import io.jenkins.plugins.multiplatform.registry.RegistryClient;
import io.jenkins.plugins.multiplatform.registry.RegistryTrust;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import jenkins.security.HMACConfidentialKey;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One build in a run, from its settings to its result. */
@Restricted(NoExternalUse.class)
public final class BuildRun {
    private static final HMACConfidentialKey SCOPE = new HMACConfidentialKey(BuildRun.class, "scope", 32);
    private static final HMACConfidentialKey CACHES = new HMACConfidentialKey(BuildRun.class, "cacheNamespace", 64);
    private static final String SOURCE_POLICY = "EXPERIMENTAL_BUILDKIT_SOURCE_POLICY";
    private static final String DOCKER_CONFIG = "DOCKER_CONFIG";
    private static final int BUILDS_LOOKED_BACK = 5;

    private final BuildPlace place;
    private final BuildSettings settings;
    private final BuildArguments arguments;
    private final Checkpoints checkpoints;
    private final ResultFiles files;
    private final SecretMask mask = new SecretMask(SecretPatterns::getAggregateSecretPattern);

    /** @param id of the build among those of its run */
    public BuildRun(BuildPlace place, BuildSettings settings, String id) {
        this.place = place;
        this.settings = settings;
        this.arguments = settings.toArguments();
        this.checkpoints = new Checkpoints(place.run(), id);
        this.files = new ResultFiles(place, settings.getMetadataFile(), settings.getIidFile());
    }

    /** What a run says of the optional platforms that its result lacks. */
    public static String describeMissing(BuildResult result) {
        return "published without the optional platforms "
                + String.join(
                        ", ",
                        result.missing().stream().map(MissingPlatform::platform).toList());
    }

    /**
     * Runs to the end. Interrupting the caller cancels everything on the agents before this returns.
     *
     * @throws AbortException with a text for users
     * @throws IOException if an agent was lost and no other could take its place
     */
    public BuildResult run() throws IOException, InterruptedException {
        try (Prepared prepared = prepare()) {
            BuildResult result = prepared.builder.isPresent()
                    ? new AddressBuild(prepared.site, prepared.builder.get()).run(checkpoints.finished(), checkpoints)
                    : prepared.distributed().run(checkpoints.finished(), new RunListeners(checkpoints, report()));
            ConsoleReport.table(result).forEach(place.log().getLogger()::println);
            if (!result.missing().isEmpty()) {
                place.log().getLogger().println("WARNING: " + describeMissing(result));
            }
            files.write(result);
            checkpoints.ended(result);
            return result;
        } catch (BuildException | BuilderException | InvalidArgumentException e) {
            checkpoints.failed(mask.mask(e.getMessage()));
            throw new AbortException(mask.mask(e.getMessage()));
        } catch (AgentLostException e) {
            checkpoints.failed(mask.mask(e.getMessage()));
            throw lost(e);
        } catch (IOException e) {
            IOException masked = masked(e);
            checkpoints.failed(masked.getMessage());
            throw masked;
        }
    }

    /** Decides all, builds nothing. */
    public PlanReport dryRun() throws IOException, InterruptedException {
        try (Prepared prepared = prepare()) {
            if (prepared.builder.isPresent()) {
                throw new AbortException("dryRun shows which agents would build; builder \""
                        + prepared.builder.get().name() + "\" has nodes at addresses instead");
            }
            PlanReport report = prepared.distributed().dryRun();
            report.lines().forEach(place.log().getLogger()::println);
            prepared.credentialsIds.forEach(
                    (host, id) -> place.log().getLogger().println("credentials for " + host + ": " + id));
            return report;
        } catch (BuildException | BuilderException | InvalidArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Looks for faults in the Dockerfile, builds nothing.
     *
     * @throws AbortException also if there are any
     */
    public void check() throws IOException, InterruptedException {
        try (Prepared prepared = prepare()) {
            LintReport report = prepared.builder.isPresent()
                    ? new AddressBuild(prepared.site, prepared.builder.get()).check()
                    : prepared.distributed().check();
            report.text().lines().forEach(place.log().getLogger()::println);
            if (!report.error().isEmpty()) {
                throw new AbortException(report.error());
            }
            if (report.status() != 0) {
                throw new AbortException(
                        "the Dockerfile has faults, which the check has listed above. Mend them, or say in the"
                                + " Dockerfile which rules are not for it, such as # check=skip=StageNameCasing");
            }
        } catch (BuildException | BuilderException | InvalidArgumentException e) {
            throw new AbortException(mask.mask(e.getMessage()));
        } catch (AgentLostException e) {
            throw lost(e);
        } catch (IOException e) {
            throw masked(e);
        }
    }

    private ConsoleReport report() {
        return new ConsoleReport(place.log().getLogger()::println);
    }

    /** In one line for users; a closed channel as its cause is what {@code retry(conditions: [agent()])} knows. */
    private IOException lost(AgentLostException e) {
        AbortException lost = new AbortException(mask.mask(e.getMessage()));
        lost.initCause(new ChannelClosedException((Channel) null, null));
        return lost;
    }

    /** An agent's words are in it and in its causes, all of which Jenkins writes into the log; without secrets it stays. */
    private IOException masked(IOException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        String text = trace.toString();
        return mask.mask(text).equals(text) ? e : new AbortException(mask.mask(String.valueOf(e.getMessage())));
    }

    private Prepared prepare() throws IOException, InterruptedException, BuilderException, InvalidArgumentException {
        arguments.check();
        arguments.require(
                MultiPlatformBuildConfiguration.get().hostAccess(),
                place.run().getParent().getFullName());
        OptionChecks.requireOne(settings.isCheck(), settings.isDryRun());
        RegistryTrust trust = MultiPlatformBuildConfiguration.get().registryTrust();
        EngineJars.toWorkspace(place.workspace().toComputer());
        UsedBuilder used = UsedBuilder.of(place, settings.getBuilder());
        NotedPaths paths = new NotedPaths(place);
        BuildRequest written =
                arguments.toRequest(paths, place.environment(), scope()).withCacheNamespace(cacheNamespace());
        BuildRequest request = settings.isCheck() ? written.withoutResults() : written;
        SecretSource secrets = StepSecrets.of(
                RunSecrets.of(place.run(), arguments.secrets().credentialsIds()),
                arguments.secrets().specs(),
                place,
                paths);
        SshAgents ssh = StepSshAgents.of(
                RunSshKeys.of(place.run(), arguments.ssh().keys()),
                arguments.ssh().specs(),
                place,
                paths);
        files.names().forEach(paths::resolve);
        String policy = paths.resolve(place.environment().get(SOURCE_POLICY, ""));
        paths.note();
        files.prepare();
        Map<String, String> credentialsIds = arguments.logins().byHost(arguments.registryHosts());
        if (credentialsIds.isEmpty() && !settings.getCredentialsId().isEmpty()) {
            place.log()
                    .getLogger()
                    .println("credentials '" + settings.getCredentialsId() + "' are not used: no tag names a registry");
        }
        CredentialDesk desk = new RegistryCredentials(place.run())
                .open(
                        credentialsIds,
                        logins(credentialsIds.keySet()),
                        place.log().getLogger()::println);
        try {
            ReadContextTask.Answer read = place.call(new ReadContextTask(request.input(), policy, place.root(), trust));
            RunSite site = new RunSite(
                    place.run(),
                    place.log(),
                    place.agent(),
                    place.workspace().getChannel(),
                    request.withInput(request.input().withSourcePolicy(policy.isEmpty() ? "" : read.sourcePolicy())),
                    checked(read.facts(), request),
                    trust,
                    desk,
                    new RegistryClient(RunSite.registries(trust), desk).tokenSource(),
                    secrets,
                    ssh,
                    mask,
                    UUID.randomUUID().toString(),
                    new MirrorRule(
                            place.resolve("."),
                            request.input().options().steps().localDelete(),
                            true));
            return new Prepared(desk, site, used, credentialsIds);
        } catch (IOException | InterruptedException | RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    private static ContextFacts checked(ContextFacts facts, BuildRequest request) throws AbortException {
        try {
            return facts.checkedFor(request.input());
        } catch (PlanException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** What a step around this one has logged in to, but for hosts that have credentials of Jenkins. */
    private Map<String, Credential> logins(Set<String> served)
            throws IOException, InterruptedException, InvalidArgumentException {
        Set<String> hosts = new LinkedHashSet<>(arguments.registryHosts());
        hosts.add(RegistryLogins.DOCKER_HUB);
        hosts.removeAll(served);
        Map<String, Credential> logins = new LinkedHashMap<>();
        String folder = place.ofTheScript(DOCKER_CONFIG);
        if (!folder.isEmpty()) {
            ReadLoginsTask task = new ReadLoginsTask(place.root(), place.resolve(folder), List.copyOf(hosts));
            Map<String, Credential> found = place.call(task);
            use(DOCKER_CONFIG, RegistryLogins.only(hosts, found), logins);
        }
        try {
            String variable = place.ofTheScript(DockerAuthVariable.NAME);
            use(DockerAuthVariable.NAME, RegistryLogins.only(hosts, DockerAuthVariable.parse(variable)), logins);
        } catch (CredentialException e) {
            place.log()
                    .getLogger()
                    .println("Failed to create credential store from " + DockerAuthVariable.NAME + ": "
                            + e.getMessage());
        }
        return logins;
    }

    private void use(String variable, Map<String, Credential> found, Map<String, Credential> logins) {
        found.forEach((host, login) -> {
            place.log().getLogger().println("the login in " + variable + " is used for registry " + host);
            logins.put(host, login);
        });
    }

    /** Says whose build it is to the daemons, which can't tell from it who that is. */
    private String scope() {
        return SCOPE.mac(place.run().getParent().getFullName() + "\n" + place.agent());
    }

    /** The same for all builds of a job, so that they find what the last one left, and guessed by no other job. */
    private String cacheNamespace() {
        return CACHES.mac(place.run().getParent().getFullName());
    }

    /** Where this job's earlier builds left their cache. */
    private Map<String, String> lastNodes() {
        Map<String, String> nodes = new TreeMap<>();
        Job<?, ?> job = place.run().getParent();
        Run<?, ?> build = job.getLastBuild();
        for (int i = 0; build != null && i < BUILDS_LOOKED_BACK; i++) {
            ImagesAction images = build.getAction(ImagesAction.class);
            if (images != null) {
                images.nodes().forEach(nodes::putIfAbsent);
            }
            build = build.getPreviousBuild();
        }
        return nodes;
    }

    private final class Prepared implements AutoCloseable {
        private final CredentialDesk desk;
        private final RunSite site;
        private final UsedBuilder used;
        private final Map<String, String> credentialsIds;
        private final Optional<BuilderInstance> builder;

        Prepared(CredentialDesk desk, RunSite site, UsedBuilder used, Map<String, String> credentialsIds) {
            this.credentialsIds = credentialsIds;
            this.desk = desk;
            this.site = site;
            this.used = used;
            this.builder = used.addresses();
        }

        DistributedBuild distributed() throws InvalidArgumentException {
            AgentRules rules = new AgentRules(
                    arguments.labelRule(),
                    used.labels(),
                    MultiPlatformBuildConfiguration.get().labelRule());
            AgentPreference preference =
                    new AgentPreference(place.run().getParent().getFullName(), place.agent(), lastNodes());
            return new DistributedBuild(
                    new JenkinsFleet(site), rules, preference, arguments.agentWait(), site.request(), site.facts());
        }

        @Override
        public void close() {
            desk.close();
        }
    }
}
