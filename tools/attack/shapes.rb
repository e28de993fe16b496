# The shapes of Ruby sources: their tokens, the content of strings left out. Reads and prints JSON.
require "json"
require "ripper"

shapes = JSON.parse($stdin.read).map do |text|
  next "does not parse" if Ripper.sexp(text).nil?

  Ripper.lex(text).map { |_, type, token, _| type == :on_tstring_content ? type.to_s : "#{type} #{token}" }
    .reject { |one| one.start_with?("on_sp") }.join("\n")
end
print JSON.dump(shapes)
