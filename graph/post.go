package graph

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"

	"github.com/tonglu/portal/internal/fault"
)

// heldBody is the body of a POST that was read, with what it says.
type heldBody struct {
	*bytes.Reader
	params *graphql.RawParams
}

// Close does nothing.
func (heldBody) Close() error { return nil }

// hold reads what a body says: one GraphQL request, or a fault.
func hold(text []byte) (heldBody, error) {
	held := heldBody{bytes.NewReader(text), &graphql.RawParams{}}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err := d.Decode(held.params)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more than one request")
		}
	}
	if err != nil || held.params.Query == "" {
		return held, fault.Wrap(err, fault.Invalid, "graphql.body", nil)
	}
	return held, nil
}

// post is gqlgen's transport.POST for clients that take what most take. It reads a request once, and sends an answer as it was made
// instead of having it read and written again.
type post struct{}

// Supports reports whether the request was held and is of such a client.
func (post) Supports(r *http.Request) bool {
	_, held := r.Body.(heldBody)
	return held && plainly(r.Header)
}

// Do answers the request.
func (post) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	ctx, params, now := r.Context(), r.Body.(heldBody).params, graphql.Now()
	params.Headers, params.ReadTime = r.Header, graphql.TraceTiming{Start: now, End: now}
	op, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		status := http.StatusOK
		if errcode.GetErrorKind(errs) == errcode.KindProtocol {
			status = http.StatusUnprocessableEntity
		}
		send(w, status, exec.DispatchError(graphql.WithOperationContext(ctx, op), errs))
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	send(w, http.StatusOK, responses(ctx))
}

func send(w http.ResponseWriter, status int, answer *graphql.Response) {
	body, err := bodyOf(answer)
	if err != nil {
		panic(err) // an answer is made of what can be written
	}
	w.Header()["Content-Type"] = jsonContent
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have left
}

// The frame of an answer that is nothing but its data.
const bodyStart, bodyEnd = `{"data":`, `}`

// bodyOf writes an answer as JSON.
func bodyOf(answer *graphql.Response) ([]byte, error) {
	if len(answer.Data) == 0 || len(answer.Errors)+len(answer.Extensions)+len(answer.Path)+len(answer.Label) > 0 || answer.HasNext != nil {
		return json.Marshal(answer)
	}
	body := make([]byte, 0, len(bodyStart)+len(answer.Data)+len(bodyEnd))
	return append(append(append(body, bodyStart...), answer.Data...), bodyEnd...), nil
}
