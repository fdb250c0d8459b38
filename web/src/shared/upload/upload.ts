import { faultOf, type Fault } from "~/shared/fault/fault";

export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  sha256: string;
}

export type UploadResult = { kind: "done"; file: UploadedFile } | { kind: "failed"; fault: Fault } | { kind: "aborted" };

/** Sends a file to /files; onProgress gets the share sent, 0 to 1. XMLHttpRequest, because fetch can't tell it. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<UploadResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/files");
    request.responseType = "text";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(request.status === 201 || request.status === 200 ? { kind: "done", file: JSON.parse(request.responseText) as UploadedFile } : { kind: "failed", fault: faultOfAnswer(request) });
    request.onerror = () => resolve({ kind: "failed", fault: faultOf({ code: "UNAVAILABLE", key: "network" }) });
    request.onabort = () => resolve({ kind: "aborted" });
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file, file.name);
    request.send(form);
  });
}

/** The body is a fault as JSON; whatever else stands in the way (a proxy) answers by status alone. */
function faultOfAnswer(request: XMLHttpRequest): Fault {
  const requestId = request.getResponseHeader("X-Request-Id") ?? undefined;
  try {
    const body: unknown = JSON.parse(request.responseText);
    if (typeof body === "object" && body !== null) {
      const source = "extensions" in body ? body.extensions : "error" in body && typeof body.error === "object" ? body.error : body;
      const fault = faultOf(source, requestId);
      if (fault.key !== "internal") return fault;
    }
  } catch {
    // Not ours; the status says enough.
  }
  if (request.status === 413) return faultOf({ code: "INVALID", key: "file.tooLarge" }, requestId);
  if (request.status === 401) return faultOf({ code: "UNAUTHENTICATED", key: "unauthenticated" }, requestId);
  return faultOf({}, requestId);
}
