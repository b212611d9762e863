"""From what people write in corpus/content to the files that offices send: .docx and .txt."""
