package io.jenkins.plugins.dataclone.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.security.ACL;
import io.jenkins.plugins.dataclone.runtime.WebhookTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Turns configured webhooks into those that messages are sent to. */
final class WebhookTargets {
    private static final Logger LOGGER = Logger.getLogger(WebhookTargets.class.getName());

    private WebhookTargets() {}

    static List<WebhookTarget> of(List<Webhook> webhooks) {
        return of(webhooks, WebhookTargets::secret);
    }

    /**
     * One whose secret cannot be found is left out: whoever expects signed messages must not get used to others. So is one that is not
     * sound, which is judged again here because a file on disk may say anything.
     *
     * @param secrets gives the secret of that credential for that address, or null
     */
    static List<WebhookTarget> of(List<Webhook> webhooks, BiFunction<String, String, String> secrets) {
        List<WebhookTarget> targets = new ArrayList<>();
        for (Webhook webhook : webhooks) {
            try {
                webhook.check();
            } catch (IllegalArgumentException e) {
                LOGGER.log(Level.WARNING, () -> "A webhook is not told of anything: " + e.getMessage());
                continue;
            }
            URI address = URI.create(webhook.getUrl());
            String id = webhook.getCredentialsId();
            String secret = id == null ? null : secrets.apply(id, webhook.getUrl());
            if (id != null && secret == null) {
                LOGGER.log(
                        Level.WARNING,
                        () -> "The webhook to " + address.getHost()
                                + " is not told of anything: there is no secret text '" + id
                                + "' in the stores of the controller whose domain fits it");
            } else {
                targets.add(new WebhookTarget(address, secret, webhook.kinds()));
            }
        }
        return targets;
    }

    @CheckForNull
    private static String secret(String id, String url) {
        StringCredentials found = CredentialsProvider.findCredentialByIdInItemGroup(
                id,
                StringCredentials.class,
                Jenkins.get(),
                ACL.SYSTEM2,
                URIRequirementBuilder.fromUri(url).build());
        return found == null ? null : found.getSecret().getPlainText();
    }
}
