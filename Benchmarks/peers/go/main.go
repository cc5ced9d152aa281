// A peer: the wizard step as a Go team would write it with net/http, slack-go and go-sqlite3.
//
// It verifies the signature, parses the submission, checks what was typed, inserts one row that is on disk when it
// answers (WAL, synchronous=FULL), and answers with the next view. It has no partners, no policy and no history.
package main

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	_ "github.com/mattn/go-sqlite3"
	"github.com/slack-go/slack"
)

const mostBodyBytes = 1 << 20

// Without the view's blocks, which slack-go's own type refuses where it does not know an element (email_text_input in 0.11).
type submission struct {
	Type slack.InteractionType `json:"type"`
	User slack.User            `json:"user"`
	View struct {
		PrivateMetadata string           `json:"private_metadata"`
		State           *slack.ViewState `json:"state"`
	} `json:"view"`
}

type service struct {
	secret string
	insert *sql.Stmt
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go-peer DATABASE PORTFILE")
	}
	database, err := sql.Open("sqlite3", "file:"+os.Args[1]+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000")
	if err != nil {
		log.Fatal(err)
	}
	// SQLite has one writer: waiting for it here is cheaper than being told that it is busy.
	database.SetMaxOpenConns(1)
	if _, err := database.Exec(`CREATE TABLE IF NOT EXISTS step (
		id INTEGER PRIMARY KEY, draft TEXT NOT NULL, step TEXT NOT NULL, person TEXT NOT NULL, workspace TEXT NOT NULL,
		typed TEXT NOT NULL, taken_at INTEGER NOT NULL)`); err != nil {
		log.Fatal(err)
	}
	var level int
	if err := database.QueryRow("PRAGMA synchronous").Scan(&level); err != nil || level != 2 {
		log.Fatalf("synchronous is %d: %v", level, err)
	}
	insert, err := database.Prepare(
		"INSERT INTO step (draft, step, person, workspace, typed, taken_at) VALUES (?, ?, ?, ?, ?, ?)")
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[2], []byte(listener.Addr().String()+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	s := &service{secret: os.Getenv("SLACK_SIGNING_SECRET"), insert: insert}
	http.HandleFunc("/slack/interactions", s.interaction)
	log.Fatal(http.Serve(listener, nil))
}

func (s *service) interaction(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, mostBodyBytes))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	verifier, err := slack.NewSecretsVerifier(r.Header, s.secret)
	if err == nil {
		_, _ = verifier.Write(body)
		err = verifier.Ensure()
	}
	if err != nil {
		http.Error(w, "not verified", http.StatusUnauthorized)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		http.Error(w, "not a form", http.StatusBadRequest)
		return
	}
	var callback submission
	if err := json.Unmarshal([]byte(form.Get("payload")), &callback); err != nil {
		http.Error(w, "not a payload", http.StatusBadRequest)
		return
	}
	answer, err := s.submitted(&callback)
	if err != nil {
		http.Error(w, "not taken", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(answer)
}

func (s *service) submitted(callback *submission) (*slack.ViewSubmissionResponse, error) {
	if callback.Type != slack.InteractionTypeViewSubmission || callback.View.State == nil {
		return nil, errors.New("no submission")
	}
	draft, step, found := strings.Cut(callback.View.PrivateMetadata, ".")
	if !found {
		return nil, errors.New("no draft")
	}
	typed := map[string]string{}
	mistakes := map[string]string{}
	for block, actions := range callback.View.State.Values {
		for _, action := range actions {
			value := action.Value
			if value == "" {
				value = action.SelectedOption.Value
			}
			if strings.TrimSpace(value) == "" {
				mistakes[block] = "Please fill this in."
			}
			typed[block] = value
		}
	}
	if len(mistakes) > 0 {
		return slack.NewErrorsViewSubmissionResponse(mistakes), nil
	}
	values, err := json.Marshal(typed)
	if err != nil {
		return nil, err
	}
	if _, err := s.insert.Exec(
		draft, step, callback.User.ID, callback.User.TeamID, string(values), time.Now().UnixMilli()); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(next(draft, step, typed)), nil
}

// The next view, as large as the one of the service under test.
func next(draft, step string, typed map[string]string) *slack.ModalViewRequest {
	text := func(words string) *slack.TextBlockObject {
		return slack.NewTextBlockObject("plain_text", words, false, false)
	}
	input := func(name, label, hint string) slack.Block {
		element := slack.NewPlainTextInputBlockElement(nil, name)
		element.InitialValue = typed[name]
		element.MaxLength = 200
		return slack.NewInputBlock(name, text(label), text(hint), element)
	}
	blocks := []slack.Block{
		slack.NewSectionBlock(slack.NewTextBlockObject(
			"mrkdwn", fmt.Sprintf("*%s*\nFree as far as we know.", typed["company_name"]), false, false), nil, nil),
	}
	if step == "company" {
		blocks = append(blocks,
			input("contact_name", "Contact", "Who you talk to there"),
			input("contact_email", "Email", "At the company's own domain"),
			input("contact_role", "Role", "What they decide"))
	} else {
		blocks = append(blocks,
			input("problem", "Problem", "What the prospect wants solved"),
			input("solution_fit", "Fit", "Why this solves it"),
			input("services_needed", "Services", "What else is needed"))
	}
	blocks = append(blocks, slack.NewActionBlock("back",
		slack.NewButtonBlockElement("register.back", draft, text("Back"))))
	return &slack.ModalViewRequest{
		Type: slack.VTModal, Title: text("Register a lead"), Submit: text("Next"), Close: text("Cancel"),
		CallbackID: "register", PrivateMetadata: draft + "." + step, NotifyOnClose: true,
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}
