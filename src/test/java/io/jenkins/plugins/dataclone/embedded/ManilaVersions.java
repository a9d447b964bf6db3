package io.jenkins.plugins.dataclone.embedded;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Manila's microversion negotiation: no header means 2.0, and unlike elsewhere "latest" is not understood. */
final class ManilaVersions {
    static final String HEADER = "X-OpenStack-Manila-API-Version";
    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)");

    private final CloudState cloud;

    ManilaVersions(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Sets the call's version; throws 400 for a word and 406 out of range, with Manila's unformatted texts. */
    void negotiate(Call call) {
        String asked = call.header(HEADER);
        if (asked == null) {
            return;
        }
        Matcher matcher = VERSION.matcher(asked.trim());
        if (!matcher.matches()) {
            throw new ApiError(
                    400, "API Version String %(version)s is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        call.minor = Integer.parseInt(matcher.group(2));
        if (!matcher.group(1).equals("2") || call.minor > cloud.manilaMinor) {
            throw new ApiError(
                    406,
                    "Version %(req_ver)s is not supported by the API. Minimum is %(min_ver)s and maximum is"
                            + " %(max_ver)s.");
        }
    }

    /** Below this version a resource or action does not exist. */
    static void since(Call call, int minor) {
        if (call.minor < minor) {
            throw new ApiError(404, "The resource could not be found.");
        }
    }

    void decorate(Call call, Answer answer) {
        String asked = call.header(HEADER);
        if (asked == null || VERSION.matcher(asked.trim()).matches()) {
            answer.with(HEADER, asked == null ? "2.0" : asked.trim()).with("Vary", HEADER);
        }
    }

    Answer list(Call call) {
        return Answer.json(
                300,
                Json.map(
                        "versions",
                        List.of(
                                version(call, "v1.0", "DEPRECATED", "", "", "/v1/"),
                                version(call, "v2.0", "CURRENT", "2." + cloud.manilaMinor, "2.0", "/v2/"))));
    }

    Answer onlyV2(Call call) {
        return Answer.ok(Json.map(
                "versions", List.of(version(call, "v2.0", "CURRENT", "2." + cloud.manilaMinor, "2.0", "/v2/"))));
    }

    private static Map<String, Object> version(
            Call call, String id, String status, String max, String min, String path) {
        return Json.map(
                "id", id,
                "status", status,
                "version", max,
                "min_version", min,
                "updated", "2015-08-27T11:33:21Z",
                "links",
                        List.of(
                                Json.map(
                                        "rel",
                                        "describedby",
                                        "type",
                                        "text/html",
                                        "href",
                                        "http://docs.openstack.org/"),
                                Json.map("rel", "self", "href", call.base + path)),
                "media-types",
                        List.of(Json.map(
                                "base", "application/json",
                                "type", "application/vnd.openstack.share+json;version=1")));
    }
}
