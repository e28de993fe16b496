// The shapes of Go sources: their tokens, strings left out. Reads and prints JSON.
package main

import (
	"encoding/json"
	"go/scanner"
	"go/token"
	"os"
)

func shape(text string) string {
	var scan scanner.Scanner
	files := token.NewFileSet()
	broken := ""
	fail := func(_ token.Position, message string) { broken = "does not parse: " + message }
	scan.Init(files.AddFile("", files.Base(), len(text)), []byte(text), fail, 0)
	all := ""
	for {
		_, kind, literal := scan.Scan()
		if kind == token.EOF {
			break
		}
		if kind == token.STRING {
			literal = ""
		}
		all += kind.String() + " " + literal + "\n"
	}
	return broken + all
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	shapes := make([]string, len(texts))
	for i, text := range texts {
		shapes[i] = shape(text)
	}
	if err := json.NewEncoder(os.Stdout).Encode(shapes); err != nil {
		panic(err)
	}
}
